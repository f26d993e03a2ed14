// The similarity index against FAISS used directly: building over random vectors and asking for the ten likest, with
// the same plan and threads, in one process, turn about; processor time of all threads.
//   bench_similarity [ROWS 1000000] [DIMENSIONS 256] [ROUNDS 3] [QUERIES 200]

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <memory>
#include <set>
#include <vector>

#include <faiss/IndexFlat.h>
#include <faiss/IndexHNSW.h>
#include <faiss/IndexIVFFlat.h>
#include <faiss/utils/distances.h>
#include <omp.h>

#include "core/base/rng.h"
#include "core/base/text.h"
#include "storage/index/faiss_index.h"

namespace {

using namespace selvox;
using storage::index::FaissIndex;
using storage::index::IndexKind;
using storage::index::IndexPlan;

constexpr std::size_t kNearest = 10;

struct Size {
  std::size_t rows = 1'000'000, dimensions = 256, rounds = 3, queries = 200;
};

std::vector<float> randomRows(std::size_t rows, std::size_t dimensions, std::uint64_t stream) {
  base::Rng rng(1, base::Purpose::Test, stream);
  std::vector<float> values(rows * dimensions);
  for (float& value : values) value = static_cast<float>(static_cast<std::int32_t>(rng.next()));
  return values;
}

// Of all threads on the processor: what else the machine does is left out. Threads that wait must sleep for that
// (OMP_WAIT_POLICY=passive).
double seconds(const std::function<void()>& work) {
  const std::clock_t start = std::clock();
  work();
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// As FAISS's own examples do it: length 1, training where the kind has any, all rows at once.
std::unique_ptr<faiss::Index> direct(std::vector<float>& values, const Size& size, const IndexPlan& plan) {
  const auto d = static_cast<int>(size.dimensions);
  const auto rows = static_cast<faiss::Index::idx_t>(size.rows);
  faiss::fvec_renorm_L2(size.dimensions, size.rows, values.data());
  std::unique_ptr<faiss::Index> index;
  if (plan.kind == IndexKind::Ivf) {
    auto ivf = std::make_unique<faiss::IndexIVFFlat>(new faiss::IndexFlatIP(d), size.dimensions,
                                                     static_cast<std::size_t>(plan.lists), faiss::METRIC_INNER_PRODUCT);
    ivf->own_fields = true;
    ivf->cp.max_points_per_centroid = 40;
    ivf->nprobe = static_cast<std::size_t>(plan.probes);
    index = std::move(ivf);
  } else if (plan.kind == IndexKind::Hnsw) {
    auto graph = std::make_unique<faiss::IndexHNSWFlat>(d, plan.links, faiss::METRIC_INNER_PRODUCT);
    graph->hnsw.efConstruction = plan.construct;
    graph->hnsw.efSearch = plan.explore;
    index = std::move(graph);
  } else {
    index = std::make_unique<faiss::IndexFlatIP>(d);
  }
  index->train(rows, values.data());
  index->add(rows, values.data());
  return index;
}

using Answers = std::vector<std::set<std::int64_t>>;

double shareOf(const Answers& found, const Answers& truth) {
  double hits = 0;
  for (std::size_t q = 0; q < truth.size(); ++q)
    for (const std::int64_t row : found[q]) hits += truth[q].contains(row) ? 1 : 0;
  return hits / static_cast<double>(truth.size() * kNearest);
}

struct Arms {
  std::vector<double> ours, theirs;
  void print(const char* what, const char* unit, double factor) const {
    std::printf("%s: ours %.4g %s, FAISS directly %.4g %s, ratio %.3f (medians of %zu)\n", what, factor * median(ours),
                unit, factor * median(theirs), unit, median(ours) / median(theirs), ours.size());
  }
};

}  // namespace

int main(int argc, char** argv) {
  Size size;
  std::size_t* const places[] = {&size.rows, &size.dimensions, &size.rounds, &size.queries};
  for (int i = 1; i < argc && i <= 4; ++i) {
    const auto number = base::toInteger(argv[i]);
    if (!number || *number < 1) {
      std::fprintf(stderr, "bench_similarity [ROWS] [DIMENSIONS] [ROUNDS] [QUERIES]\n");
      return 2;
    }
    *places[i - 1] = static_cast<std::size_t>(*number);
  }
  const IndexPlan plan = storage::index::planFor(static_cast<std::int64_t>(size.rows));
  std::printf("%zu rows of %zu, %s, %d threads\n", size.rows, size.dimensions, name(plan.kind), omp_get_max_threads());
  std::fflush(stdout);
  const auto values = randomRows(size.rows, size.dimensions, 0), queries = randomRows(size.queries, size.dimensions, 1);
  auto theirValues = values;
  std::unique_ptr<FaissIndex> ours;
  std::unique_ptr<faiss::Index> theirs;
  Arms building, asking;
  for (std::size_t round = 0; round < size.rounds; ++round) {
    const auto buildOurs = [&] {
      ours.reset();
      auto made = FaissIndex::build(values, size.dimensions, plan, {}, {});
      if (made) ours = std::move(*made);
    };
    const auto buildTheirs = [&] {
      theirs.reset();
      theirs = direct(theirValues, size, plan);
    };
    if (round % 2 == 0) building.ours.push_back(seconds(buildOurs));
    theirValues = values;
    building.theirs.push_back(seconds(buildTheirs));
    if (round % 2 == 1) building.ours.push_back(seconds(buildOurs));
    std::printf("round %zu: %.1f s and %.1f s\n", round + 1, building.ours.back(), building.theirs.back());
    std::fflush(stdout);
    if (!ours) return 1;
  }
  Answers found(size.queries), theirFound(size.queries), truth;
  for (std::size_t round = 0; round < std::max<std::size_t>(size.rounds, 5); ++round) {
    asking.ours.push_back(seconds([&] {
      for (std::size_t q = 0; q < size.queries; ++q) {
        const auto answer =
            ours->search(std::span(queries).subspan(q * size.dimensions, size.dimensions), kNearest, {});
        for (const auto& one : *answer) found[q].insert(one.row);
      }
    }));
    asking.theirs.push_back(seconds([&] {
      for (std::size_t q = 0; q < size.queries; ++q) {
        std::vector<float> row(queries.begin() + static_cast<std::ptrdiff_t>(q * size.dimensions),
                               queries.begin() + static_cast<std::ptrdiff_t>((q + 1) * size.dimensions));
        std::vector<float> cosines(kNearest);
        std::vector<faiss::Index::idx_t> rows(kNearest);
        faiss::fvec_renorm_L2(size.dimensions, 1, row.data());
        theirs->search(1, row.data(), kNearest, cosines.data(), rows.data());
        theirFound[q].insert(rows.begin(), rows.end());
      }
    }));
  }
  faiss::IndexFlatIP exact(static_cast<faiss::Index::idx_t>(size.dimensions));
  exact.add(static_cast<faiss::Index::idx_t>(size.rows), theirValues.data());
  std::vector<float> cosines(size.queries * kNearest);
  std::vector<faiss::Index::idx_t> rows(size.queries * kNearest);
  exact.search(static_cast<faiss::Index::idx_t>(size.queries), queries.data(), kNearest, cosines.data(), rows.data());
  for (std::size_t q = 0; q < size.queries; ++q)
    truth.emplace_back(rows.begin() + static_cast<std::ptrdiff_t>(q * kNearest),
                       rows.begin() + static_cast<std::ptrdiff_t>((q + 1) * kNearest));
  building.print("build", "s", 1);
  asking.print("query", "ms", 1000 / static_cast<double>(size.queries));
  std::printf("recall at %zu of such vectors, which have no clusters: %.3f and %.3f\n", kNearest, shareOf(found, truth),
              shareOf(theirFound, truth));
  return 0;
}

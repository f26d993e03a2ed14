// A similarity index as a safetensors file: `vectors` (n, dimensions) F32 at length 1, and
//   hnsw: `levels` (n) I32, layers of each node; `neighbours` I32, node by node, layer by layer, -1: none
//   ivf:  `centres` (lists, dimensions) F32, `sizes` (lists) I64, `rows` (n) I64: the vectors stand cell by cell
// Metadata: format, version, kind, links, explore, entry, probes, sha256. Nothing is believed: a link that leads
// nowhere would be followed into foreign memory.

#include <algorithm>
#include <cmath>
#include <cstring>
#include <exception>

#include <faiss/IndexFlat.h>
#include <faiss/IndexHNSW.h>
#include <faiss/IndexIVFFlat.h>
#include <faiss/invlists/InvertedLists.h>

#include "core/base/file.h"
#include "core/base/safetensors.h"
#include "core/base/text.h"
#include "storage/index/faiss_index.h"

namespace selvox::storage::index {
namespace {

using base::DType;
using base::ErrorCode;

constexpr const char* kFormat = "selvox-similarity-index";
constexpr std::int64_t kVersion = 1;
constexpr std::int64_t kRowsAtOnce = 1 << 16;
constexpr std::int64_t kMostLinks = 512;

template <class T>
std::span<const std::byte> bytesOf(const T* data, std::size_t count) {
  return std::as_bytes(std::span(data, count));
}

base::TensorMetadata metadataOf(const IndexPlan& plan, std::int64_t entry) {
  return {{"format", kFormat},
          {"version", std::to_string(kVersion)},
          {"kind", name(plan.kind)},
          {"links", std::to_string(plan.links)},
          {"explore", std::to_string(plan.explore)},
          {"probes", std::to_string(plan.probes)},
          {"entry", std::to_string(entry)}};
}

base::Status saveFlat(const std::filesystem::path& path, const IndexPlan& plan, const faiss::IndexFlat& flat) {
  const std::int64_t n = flat.ntotal, d = flat.d;
  const base::TensorViews tensors{
      {"vectors", {DType::F32, {n, d}, bytesOf(flat.get_xb(), static_cast<std::size_t>(n * d))}}};
  return base::writeSafetensors(path, tensors, metadataOf(plan, 0), true);
}

base::Status saveGraph(const std::filesystem::path& path, const IndexPlan& plan, const faiss::IndexHNSWFlat& graph) {
  const auto& flat = static_cast<const faiss::IndexFlat&>(*graph.storage);
  const auto& hnsw = graph.hnsw;
  const std::int64_t n = graph.ntotal, d = graph.d, links = static_cast<std::int64_t>(hnsw.neighbors.size());
  const base::TensorViews tensors{
      {"vectors", {DType::F32, {n, d}, bytesOf(flat.get_xb(), static_cast<std::size_t>(n * d))}},
      {"levels", {DType::I32, {n}, bytesOf(hnsw.levels.data(), hnsw.levels.size())}},
      {"neighbours", {DType::I32, {links}, bytesOf(hnsw.neighbors.data(), hnsw.neighbors.size())}}};
  return base::writeSafetensors(path, tensors, metadataOf(plan, hnsw.entry_point), true);
}

base::Status saveCells(const std::filesystem::path& path, const IndexPlan& plan, const faiss::IndexIVFFlat& ivf) {
  const auto& centres = static_cast<const faiss::IndexFlat&>(*ivf.quantizer);
  const auto lists = static_cast<std::int64_t>(ivf.nlist);
  const std::int64_t n = ivf.ntotal, d = ivf.d;
  std::vector<std::int64_t> sizes;
  for (std::size_t list = 0; list < ivf.nlist; ++list)
    sizes.push_back(static_cast<std::int64_t>(ivf.invlists->list_size(list)));
  SELVOX_TRY(auto writer, base::SafetensorsWriter::create(path,
                                                          {{"vectors", DType::F32, {n, d}},
                                                           {"centres", DType::F32, {lists, d}},
                                                           {"sizes", DType::I64, {lists}},
                                                           {"rows", DType::I64, {n}}},
                                                          metadataOf(plan, 0), true));
  for (const auto& tensor : writer.order()) {
    if (tensor.name == "sizes") SELVOX_CHECK(writer.append(bytesOf(sizes.data(), sizes.size())));
    if (tensor.name == "centres")
      SELVOX_CHECK(writer.append(bytesOf(centres.get_xb(), static_cast<std::size_t>(lists * d))));
    for (std::size_t list = 0; list < ivf.nlist; ++list) {
      const std::size_t size = ivf.invlists->list_size(list);
      if (tensor.name == "rows") {
        faiss::InvertedLists::ScopedIds ids(ivf.invlists, list);
        SELVOX_CHECK(writer.append(bytesOf(ids.get(), size)));
      } else if (tensor.name == "vectors") {
        faiss::InvertedLists::ScopedCodes codes(ivf.invlists, list);
        SELVOX_CHECK(writer.append(bytesOf(codes.get(), size * ivf.code_size)));
      }
    }
  }
  return writer.commit();
}

class Reader {
 public:
  Reader(const std::filesystem::path& path, const base::SafetensorsFile& file) : path_(path), file_(file) {}

  base::Result<std::unique_ptr<FaissIndex>> run() {
    SELVOX_CHECK(head());
    SELVOX_TRY(vectors_, tensor("vectors", DType::F32, 2));
    rows_ = vectors_->shape[0];
    dimensions_ = vectors_->shape[1];
    if (rows_ < 1 || dimensions_ < 1 || dimensions_ > (1 << 24)) return broken("it has no vectors");
    SELVOX_TRY(auto made, plan_.kind == IndexKind::Ivf ? cells() : plan_.kind == IndexKind::Hnsw ? graph() : flat());
    return std::make_unique<FaissIndex>(plan_, std::move(made));
  }

 private:
  using Made = base::Result<std::unique_ptr<faiss::Index>>;

  [[nodiscard]] tl::unexpected<base::Error> broken(const std::string& why) const {
    return base::fail(ErrorCode::Corrupt, "The similarity index " + base::utf8(path_) + " is damaged: " + why +
                                              ". Build it again with: selvox index");
  }

  [[nodiscard]] std::string word(const char* key) const {
    const auto found = file_.metadata().find(key);
    return found == file_.metadata().end() ? std::string() : found->second;
  }

  [[nodiscard]] base::Result<std::int64_t> number(const char* key, std::int64_t low, std::int64_t high) const {
    const auto value = base::toInteger(word(key));
    if (!value || *value < low || *value > high) return broken(std::string("its ") + key + " makes no sense");
    return *value;
  }

  base::Status head() {
    if (word("format") != kFormat) return broken("it is another kind of file");
    if (const auto version = base::toInteger(word("version")); version && *version > kVersion) {
      return base::fail(ErrorCode::NewerVersion, "The similarity index " + base::utf8(path_) +
                                                     " was made by a newer Selvox. Build it again with: selvox index");
    }
    const auto kind = indexKind(word("kind"));
    if (!kind) return broken("its kind is not known");
    plan_.kind = *kind;
    SELVOX_TRY(const std::int64_t links, number("links", 2, kMostLinks));
    SELVOX_TRY(const std::int64_t explore, number("explore", 1, 1 << 20));
    SELVOX_TRY(plan_.probes, number("probes", 0, std::int64_t{1} << 40));
    plan_.links = static_cast<int>(links);
    plan_.explore = static_cast<int>(explore);
    if (const auto whole = file_.verify(); !whole) return broken("its bytes are not those that were written");
    return {};
  }

  base::Result<const base::TensorView*> tensor(const char* name, DType type, std::size_t axes) const {
    const base::TensorView* view = file_.find(name);
    if (view == nullptr || view->dtype != type || view->shape.size() != axes)
      return broken(std::string("it lacks its ") + name);
    return view;
  }

  template <class T>
  static std::vector<T> copied(const base::TensorView& view) {  // the bytes may be unaligned
    std::vector<T> values(view.bytes.size() / sizeof(T));
    std::memcpy(values.data(), view.bytes.data(), values.size() * sizeof(T));
    return values;
  }

  // `count` vectors from `first` on; false where a number is not finite.
  bool block(std::int64_t first, std::int64_t count, std::vector<float>& out) const {
    const auto bytes = static_cast<std::size_t>(dimensions_) * sizeof(float);
    out.resize(static_cast<std::size_t>(count * dimensions_));
    std::memcpy(out.data(), vectors_->bytes.data() + static_cast<std::size_t>(first) * bytes,
                static_cast<std::size_t>(count) * bytes);
    return std::all_of(out.begin(), out.end(), [](float value) { return std::isfinite(value); });
  }

  base::Status addTo(faiss::Index& index) const {
    std::vector<float> values;
    for (std::int64_t first = 0; first < rows_; first += kRowsAtOnce) {
      const std::int64_t count = std::min(kRowsAtOnce, rows_ - first);
      if (!block(first, count, values)) return broken("a vector is not finite");
      index.add(count, values.data());
    }
    return {};
  }

  Made flat() const {
    auto made = std::make_unique<faiss::IndexFlatIP>(dimensions_);
    SELVOX_CHECK(addTo(*made));
    return made;
  }

  Made graph() const {
    SELVOX_TRY(const base::TensorView* levelView, tensor("levels", DType::I32, 1));
    SELVOX_TRY(const base::TensorView* linkView, tensor("neighbours", DType::I32, 1));
    SELVOX_TRY(const std::int64_t entry, number("entry", 0, rows_ - 1));
    const auto levels = copied<std::int32_t>(*levelView), links = copied<std::int32_t>(*linkView);
    if (static_cast<std::int64_t>(levels.size()) != rows_) return broken("its graph has another size");
    auto made =
        std::make_unique<faiss::IndexHNSWFlat>(static_cast<int>(dimensions_), plan_.links, faiss::METRIC_INNER_PRODUCT);
    auto& hnsw = made->hnsw;
    const auto deepest = static_cast<std::int32_t>(hnsw.cum_nneighbor_per_level.size()) - 1;
    hnsw.offsets.assign(1, 0);
    for (const std::int32_t level : levels) {
      if (level < 1 || level > deepest) return broken("a node of its graph has no such layer");
      hnsw.offsets.push_back(hnsw.offsets.back() + static_cast<std::size_t>(hnsw.cum_nb_neighbors(level)));
    }
    if (hnsw.offsets.back() != links.size()) return broken("its graph has another number of links");
    hnsw.max_level = *std::max_element(levels.begin(), levels.end()) - 1;
    if (levels[static_cast<std::size_t>(entry)] - 1 != hnsw.max_level) return broken("its graph has no entry");
    for (std::size_t node = 0; node < levels.size(); ++node) {
      for (int layer = 0; layer < levels[node]; ++layer) {
        const auto end = hnsw.offsets[node] + static_cast<std::size_t>(hnsw.cum_nb_neighbors(layer + 1));
        for (auto i = hnsw.offsets[node] + static_cast<std::size_t>(hnsw.cum_nb_neighbors(layer)); i < end; ++i) {
          if (links[i] == -1) continue;
          if (links[i] < 0 || links[i] >= rows_ || levels[static_cast<std::size_t>(links[i])] <= layer)
            return broken("a link of its graph leads nowhere");
        }
      }
    }
    hnsw.levels.assign(levels.begin(), levels.end());
    hnsw.neighbors.resize(links.size());
    std::memcpy(hnsw.neighbors.data(), links.data(), links.size() * sizeof(std::int32_t));
    hnsw.entry_point = static_cast<std::int32_t>(entry);
    SELVOX_CHECK(addTo(*made->storage));
    made->ntotal = rows_;
    return made;
  }

  Made cells() {
    SELVOX_TRY(const base::TensorView* centreView, tensor("centres", DType::F32, 2));
    SELVOX_TRY(const base::TensorView* sizeView, tensor("sizes", DType::I64, 1));
    SELVOX_TRY(const base::TensorView* rowView, tensor("rows", DType::I64, 1));
    const auto centres = copied<float>(*centreView);
    const auto sizes = copied<std::int64_t>(*sizeView), rows = copied<std::int64_t>(*rowView);
    plan_.lists = centreView->shape[0];
    if (plan_.lists < 1 || centreView->shape[1] != dimensions_ ||
        static_cast<std::int64_t>(sizes.size()) != plan_.lists || static_cast<std::int64_t>(rows.size()) != rows_)
      return broken("its cells have another size");
    if (!std::all_of(centres.begin(), centres.end(), [](float value) { return std::isfinite(value); }))
      return broken("a centre is not finite");
    std::vector<bool> seen(rows.size(), false);
    for (const std::int64_t row : rows) {
      if (row < 0 || row >= rows_ || seen[static_cast<std::size_t>(row)])
        return broken("a row stands twice or nowhere");
      seen[static_cast<std::size_t>(row)] = true;
    }
    std::int64_t left = rows_;
    for (const std::int64_t size : sizes) {
      if (size < 0 || size > left) return broken("its cells do not add up");
      left -= size;
    }
    if (left != 0) return broken("its cells do not add up");
    auto made = std::make_unique<faiss::IndexIVFFlat>(
        new faiss::IndexFlatIP(dimensions_), static_cast<std::size_t>(dimensions_),
        static_cast<std::size_t>(plan_.lists), faiss::METRIC_INNER_PRODUCT);
    made->own_fields = true;
    made->quantizer->add(plan_.lists, centres.data());
    made->is_trained = true;
    std::vector<float> values;
    std::int64_t first = 0;
    for (std::size_t list = 0; list < sizes.size(); first += sizes[list++]) {
      if (!block(first, sizes[list], values)) return broken("a vector is not finite");
      if (sizes[list] > 0)
        made->invlists->add_entries(list, static_cast<std::size_t>(sizes[list]), rows.data() + first,
                                    reinterpret_cast<const std::uint8_t*>(values.data()));
    }
    made->ntotal = rows_;
    return made;
  }

  const std::filesystem::path& path_;
  const base::SafetensorsFile& file_;
  const base::TensorView* vectors_ = nullptr;
  std::int64_t rows_ = 0, dimensions_ = 0;
  IndexPlan plan_;
};

}  // namespace

base::Status FaissIndex::save(const std::filesystem::path& file) const {
  if (plan_.kind == IndexKind::Ivf) return saveCells(file, plan_, static_cast<const faiss::IndexIVFFlat&>(*index_));
  if (plan_.kind == IndexKind::Hnsw) return saveGraph(file, plan_, static_cast<const faiss::IndexHNSWFlat&>(*index_));
  return saveFlat(file, plan_, static_cast<const faiss::IndexFlat&>(*index_));
}

base::Result<std::unique_ptr<FaissIndex>> FaissIndex::load(const std::filesystem::path& file) {
  SELVOX_TRY(const auto opened, base::SafetensorsFile::open(file));
  try {
    return Reader(file, opened).run();
  } catch (const std::exception& e) {
    return base::fail(ErrorCode::Corrupt,
                      "The similarity index " + base::utf8(file) + " cannot be read. Build it again with: selvox index",
                      e.what());
  }
}

}  // namespace selvox::storage::index

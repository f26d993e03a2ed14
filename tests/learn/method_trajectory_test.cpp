#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

class Trajectory : public testing::TestWithParam<TrajectoryCase> {};

TEST_P(Trajectory, IsTheCommittedOne) {
  expectTrajectory(GetParam());
}

const base::Json kSmallTrajectory{{"hidden", 32}, {"out", 16}};
INSTANTIATE_TEST_SUITE_P(
    Methods, Trajectory,
    testing::Values(TrajectoryCase{"mae", 2, {{"block", 4}}, 0.05}, TrajectoryCase{"mae", 3, {{"block", 2}}, 0.05},
                    TrajectoryCase{"simclr", 2, kSmallTrajectory}, TrajectoryCase{"simclr", 3, kSmallTrajectory},
                    TrajectoryCase{"byol", 2, kSmallTrajectory}, TrajectoryCase{"byol", 3, kSmallTrajectory}),
    [](const auto& c) { return std::string(c.param.method) + std::to_string(c.param.dim) + "d"; });

}  // namespace
}  // namespace selvox::learn::methods

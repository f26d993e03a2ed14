#include "core/base/place.h"

#include <gtest/gtest.h>

#include "tests/base/temporary.h"

namespace selvox::base {
namespace {

constexpr std::string_view kMounts =
    "22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw\n"
    "90 22 0:45 / /data rw,relatime shared:40 master:2 - nfs4 server:/export rw,vers=4.2\n"
    "91 90 254:2 / /data/scratch rw - xfs /dev/vdb1 rw\n"
    "92 22 0:46 / /mnt/my\\040share rw - cifs //server/share rw\n"
    "93 22 0:47 / /srv rw - nfs server:/old rw\n"
    "94 22 254:3 / /srv rw - ext4 /dev/vdc1 rw\n"
    "a line that is none\n";

TEST(Place, TheDeepestMountDecides) {
  EXPECT_EQ(networkFileSystemIn(kMounts, "/home/a"), "");
  EXPECT_EQ(networkFileSystemIn(kMounts, "/data"), "nfs4");
  EXPECT_EQ(networkFileSystemIn(kMounts, "/data/ws/runs"), "nfs4");
  EXPECT_EQ(networkFileSystemIn(kMounts, "/data/scratch/ws"), "");
  EXPECT_EQ(networkFileSystemIn(kMounts, "/database"), "") << "another name, not a folder in it";
  EXPECT_EQ(networkFileSystemIn(kMounts, "/mnt/my share/ws"), "cifs");
  EXPECT_EQ(networkFileSystemIn(kMounts, "/srv/ws"), "") << "mounted over";
  EXPECT_EQ(networkFileSystemIn("", "/data"), "");
}

TEST(Place, ATemporaryFolderIsOfThisMachine) {
  const test::TemporaryFolder folder;
  EXPECT_EQ(networkFileSystem(folder.path()), "");
  EXPECT_EQ(networkFileSystem(folder / "not there yet"), "");
}

}  // namespace
}  // namespace selvox::base

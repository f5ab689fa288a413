// SPDX-License-Identifier: Apache-2.0
#include <cstdint>

#include "results/errors.h"
#include "results/read.h"
#include "results/write.h"
#include "tests/unit/results/example.h"

namespace tenure::results {
namespace {

/// Sebastiano Vigna's splitmix64 (2015): enough to choose places to damage.
class Places {
 public:
  explicit Places(std::uint64_t seed) : state_(seed) {}
  std::uint64_t below(std::uint64_t n) {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111eb;
    return (z ^ (z >> 31U)) % n;
  }

 private:
  std::uint64_t state_;
};

std::string refusal_of(const std::filesystem::path& path) {
  try {
    read(path);
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(ReadDamaged, RefusesEveryTruncatedFile) {
  const Folder folder;
  write(example(), folder / "R.h5");
  const std::string whole = bytes_of(folder / "R.h5");
  Places places(1);
  for (int i = 0; i < 150; ++i) {
    const std::size_t length = i == 0 ? 0 : i == 1 ? whole.size() - 1 : places.below(whole.size());
    put_bytes(folder / "cut.h5", whole.substr(0, length));
    EXPECT_NE(refusal_of(folder / "cut.h5").find("truncated"), std::string::npos) << length;
  }
}

TEST(ReadDamaged, RefusesEveryMutatedFile) {
  const Folder folder;
  write(example(), folder / "R.h5");
  const std::string whole = bytes_of(folder / "R.h5");
  Places places(2);
  for (int i = 0; i < 500; ++i) {
    std::string bytes = whole;
    char& byte = bytes[places.below(bytes.size())];
    byte = static_cast<char>(byte ^ static_cast<char>(1 + places.below(255)));
    put_bytes(folder / "mutated.h5", bytes);
    EXPECT_NE(refusal_of(folder / "mutated.h5").find("seal"), std::string::npos) << i;
  }
}

TEST(ReadDamaged, RefusesWhatIsNoResultsFile) {
  const Folder folder;
  put_bytes(folder / "text", "title: a scenario, not a result\n");
  for (const std::filesystem::path& path :
       {folder / "text", folder / "absent", folder.path(), std::filesystem::path("/dev/null")}) {
    EXPECT_THROW(read(path), InputError) << path;
  }
}

TEST(ReadDamaged, KeepsToTheMemoryAllowed) {
  const Folder folder;
  const Dataset study = example();
  write(study, folder / "R.h5");
  EXPECT_NO_THROW(read(folder / "R.h5", {.bytes = 200000}));
  EXPECT_THROW(read(folder / "R.h5", {.bytes = 100000}), InputError);  // its longest text
  EXPECT_THROW(read(folder / "R.h5", {.bytes = 10000}), InputError);   // its longest array
}

}  // namespace
}  // namespace tenure::results

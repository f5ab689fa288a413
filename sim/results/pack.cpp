// SPDX-License-Identifier: Apache-2.0
#include "results/pack.h"

#include <bit>
#include <cstring>
#include <string_view>

#include "results/atomic_file.h"
#include "results/errors.h"
#include "results/refusal.h"
#include "results/seal.h"
#include "results/whole_file.h"

namespace tenure::results {
namespace {

namespace fs = std::filesystem;

static_assert(std::endian::native == std::endian::little);

constexpr std::string_view kMagic = "tenure pack 1\n";
constexpr std::size_t kIdLength = 64;
constexpr std::uintmax_t kLargest = std::uintmax_t{1} << 30U;

class Putting {
 public:
  explicit Putting(std::string& bytes) : bytes_(bytes) {}

  void number(std::uint64_t x) {
    char raw[sizeof x];
    std::memcpy(raw, &x, sizeof x);
    bytes_.append(raw, sizeof raw);
  }
  void text(std::string_view x) {
    number(x.size());
    bytes_.append(x);
  }
  void words(const std::vector<std::int64_t>& x) {
    number(x.size());
    bytes_.append(reinterpret_cast<const char*>(x.data()), x.size() * sizeof(std::int64_t));
  }

 private:
  std::string& bytes_;
};

class Taking {
 public:
  explicit Taking(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t number() {
    std::uint64_t x = 0;
    std::memcpy(&x, raw(sizeof x).data(), sizeof x);
    return x;
  }
  /// How many of something follow, each of at least `least` bytes.
  std::uint64_t count(std::size_t least) {
    const std::uint64_t x = number();
    if (x > bytes_.size() / least) throw Refusal("it ends too early");
    return x;
  }
  std::string text() { return std::string(raw(count(1))); }
  std::vector<std::int64_t> words() {
    std::vector<std::int64_t> x(count(sizeof(std::int64_t)));
    const std::string_view bytes = raw(x.size() * sizeof(std::int64_t));
    if (!x.empty()) std::memcpy(x.data(), bytes.data(), bytes.size());
    return x;
  }
  std::string_view raw(std::size_t size) {
    if (size > bytes_.size()) throw Refusal("it ends too early");
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }
  bool is_at_end() const { return bytes_.empty(); }

 private:
  std::string_view bytes_;
};

void put(Putting& to, const PackedVariable& variable) {
  const Description& x = variable.description;
  to.text(variable.kpi);
  to.text(x.name);
  to.number(x.dimensions.size());
  for (const std::string& dimension : x.dimensions) to.text(dimension);
  to.number(static_cast<std::uint64_t>(x.type));
  to.text(x.units);
  to.text(x.meaning);
  to.number(static_cast<std::uint64_t>(x.kind));
  to.number(variable.count);
}

PackedVariable take_variable(Taking& from) {
  PackedVariable variable;
  Description& x = variable.description;
  variable.kpi = from.text();
  x.name = from.text();
  x.dimensions.resize(from.count(8));
  for (std::string& dimension : x.dimensions) dimension = from.text();
  const std::uint64_t type = from.number();
  if (type > static_cast<std::uint64_t>(Type::money)) throw Refusal("a type that is none");
  x.type = static_cast<Type>(type);
  x.units = from.text();
  x.meaning = from.text();
  const std::uint64_t kind = from.number();
  if (kind > static_cast<std::uint64_t>(Kind::stock)) throw Refusal("a kind that is none");
  x.kind = static_cast<Kind>(kind);
  variable.count = from.number();
  return variable;
}

std::size_t words_of(const PackedVariables& variables) {
  std::size_t words = 0;
  for (const PackedVariable& variable : variables) {
    if (variable.count > kLargest) throw Refusal("its numbers do not fit together");
    words += variable.count;
  }
  return words;
}

PackedUnit take_unit(Taking& from, const std::vector<PackedVariables>& variables) {
  PackedUnit unit;
  unit.id = from.raw(kIdLength);
  unit.number = from.number();
  unit.events = from.number();
  unit.policies.resize(from.count(16));
  for (PackedPolicy& policy : unit.policies) {
    policy.variables = from.number();
    policy.words = from.words();
    if (policy.variables >= variables.size() ||
        policy.words.size() != words_of(variables[policy.variables])) {
      throw Refusal("its numbers do not fit together");
    }
  }
  return unit;
}

}  // namespace

std::string to_bytes(const Pack& pack) {
  std::string bytes(kMagic);
  bytes.append(pack.plan).append("\n");
  Putting to(bytes);
  to.text(pack.release);
  to.number(static_cast<std::uint64_t>(pack.epoch));
  to.number(pack.first);
  to.number(pack.expected);
  to.number(pack.variables.size());
  for (const PackedVariables& list : pack.variables) {
    to.number(list.size());
    for (const PackedVariable& variable : list) put(to, variable);
  }
  to.number(pack.units.size());
  for (const PackedUnit& unit : pack.units) {
    bytes.append(unit.id);
    to.number(unit.number);
    to.number(unit.events);
    to.number(unit.policies.size());
    for (const PackedPolicy& policy : unit.policies) {
      to.number(policy.variables);
      to.words(policy.words);
    }
  }
  return bytes + seal_of(bytes);
}

Pack pack_from(std::string_view bytes) {
  bytes = expect_sealed(bytes);
  if (!bytes.starts_with(kMagic)) throw Refusal("no pack that this version writes");
  bytes.remove_prefix(kMagic.size());
  Taking from(bytes);
  Pack pack;
  pack.plan = from.raw(kIdLength);
  if (from.raw(1) != "\n") throw Refusal("its numbers do not fit together");
  pack.release = from.text();
  pack.epoch = static_cast<std::int64_t>(from.number());
  pack.first = from.number();
  pack.expected = from.number();
  pack.variables.resize(from.count(8));
  for (PackedVariables& list : pack.variables) {
    list.resize(from.count(8));
    for (PackedVariable& variable : list) variable = take_variable(from);
  }
  pack.units.resize(from.count(kIdLength));
  for (PackedUnit& unit : pack.units) unit = take_unit(from, pack.variables);
  if (!from.is_at_end() || pack.units.size() > pack.expected) {
    throw Refusal("its numbers do not fit together");
  }
  return pack;
}

void write_pack(const fs::path& path, const Pack& pack) {
  write_atomically(path, {to_bytes(pack)});
}

Pack read_pack(const fs::path& path) {
  Pack pack;
  use_whole_file(path, kLargest, [&](const std::string& bytes) { pack = pack_from(bytes); });
  return pack;
}

}  // namespace tenure::results

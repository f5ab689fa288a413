// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>

#include "engine/expect.h"
#include "results/digest.h"
#include "results/errors.h"
#include "results/layout.h"
#include "results/read.h"
#include "results/seal.h"
#include "results/write.h"
#include "tests/fuzz/bytes.h"
#include "tests/fuzz/foreign_file.h"
#include "tests/fuzz/scratch_file.h"
#include "tests/fuzz/small_results.h"
#include "tests/fuzz/targets.h"

namespace tenure::fuzz {
namespace {

using results::Dataset;
using results::InputError;

constexpr results::ReadLimits kLimits{.bytes = 1U << 24U};

enum class Verdict { accepted, refused };

/// What read() accepts must be whole: it has the digest that it had, and can be written again.
Verdict judge(const ScratchFile& file) {
  Dataset dataset;
  try {
    dataset = results::read(file.path(), kLimits);
  } catch (const InputError& refusal) {
    if (std::string_view(refusal.what()).find("cannot be read as results (") ==
        std::string_view::npos) {
      throw Finding(std::string("refused in other words: ") + refusal.what());
    }
    return Verdict::refused;
  }
  results::check(dataset);
  return Verdict::accepted;
}

void take_as_it_is(Bytes& bytes) {
  const ScratchFile file;
  const std::string_view content = bytes.rest();
  file.append(content);
  const bool sealed =
      content.size() >= results::kSealLength &&
      content.ends_with(results::seal_of(content.substr(0, content.size() - results::kSealLength)));
  if (judge(file) == Verdict::accepted && !sealed) throw Finding("accepted without a seal");
}

void damage(Bytes& bytes) {
  const std::string whole = small_results();
  std::string damaged = whole;
  do {
    const std::size_t place = bytes.below(damaged.size() + 1);
    switch (bytes.next() % 4) {
      case 0:
        if (place < damaged.size()) damaged[place] = static_cast<char>(bytes.next());
        break;
      case 1:
        damaged.insert(place, bytes.text());
        break;
      case 2:
        damaged.erase(place, 1 + bytes.below(5000));
        break;
      default:
        damaged.resize(place);
        break;
    }
  } while (bytes.are_left());
  const ScratchFile file;
  file.append(damaged);
  const Verdict expected = damaged == whole ? Verdict::accepted : Verdict::refused;
  if (judge(file) != expected) throw Finding("damage was not noticed, or seen where there is none");
}

void read_foreign(Bytes& bytes) {
  const ScratchFile file;
  const Start start = bytes.next() % 4 == 0 ? Start::empty : Start::as_it_is;
  if (start == Start::as_it_is) {
    const std::string whole = small_results();
    file.append(whole.substr(0, whole.size() - results::kSealLength));
  }
  make_foreign(file.path(), start, bytes);
  file.append(results::seal_of(file.bytes()));
  judge(file);
}

results::Values choose_values(Bytes& bytes, std::size_t count) {
  switch (bytes.next() % 4) {
    case 0: {
      std::vector<std::int8_t> values(count);
      for (auto& value : values) value = static_cast<std::int8_t>(bytes.next());
      return values;
    }
    case 1: {
      std::vector<double> values(count);
      for (auto& value : values) value = std::bit_cast<double>(bytes.word());
      return values;
    }
    case 2: {
      std::vector<results::Text> values(count);
      for (auto& value : values) value = bytes.text();
      return values;
    }
    default: {
      std::vector<std::int64_t> values(count);
      for (auto& value : values) value = static_cast<std::int64_t>(bytes.word());
      return values;
    }
  }
}

Dataset choose_dataset(Bytes& bytes) {
  constexpr std::array kNames{"policy",  "period",        "age",     "survival",
                              "revenue", "scenario_yaml", "Bad Name"};
  constexpr std::array kAttributes{"units", "kind", "scale_factor", "note"};
  Dataset dataset;
  for (std::size_t i = bytes.next() % 4; i > 0; --i) {
    dataset.dimensions[bytes.one_of(kNames)] = bytes.next() % 5;
  }
  for (std::size_t i = bytes.next() % 5; i > 0; --i) {
    results::Variable variable;
    variable.name = bytes.one_of(kNames);
    std::size_t count = 1;
    for (const auto& [name, length] : dataset.dimensions) {
      if (bytes.next() % 2 == 0) continue;
      variable.dimensions.push_back(name);
      count *= length;
    }
    variable.values = choose_values(bytes, count);
    variable.attributes["long_name"] = bytes.text();
    if (bytes.next() % 2 == 0) variable.attributes[bytes.one_of(kAttributes)] = bytes.text();
    dataset.variables.push_back(std::move(variable));
  }
  dataset.attributes["study_id"] = bytes.text();
  return dataset;
}

void read_what_was_written(Bytes& bytes) {
  const Dataset dataset = choose_dataset(bytes);
  try {
    results::check(dataset);
  } catch (const engine::Defect&) {
    return;  // nobody can write this
  }
  const ScratchFile file;
  file.append(results::to_bytes(dataset));
  const Dataset again = results::read(file.path(), kLimits);
  if (digest(again) != digest(dataset)) throw Finding("read back something else");
  if (again.attributes != dataset.attributes) throw Finding("read back other attributes");
}

}  // namespace

void results(std::string_view input) {
  Bytes bytes(input);
  switch (bytes.next() % 4) {
    case 0:
      return take_as_it_is(bytes);
    case 1:
      return damage(bytes);
    case 2:
      return read_foreign(bytes);
    default:
      return read_what_was_written(bytes);
  }
}

}  // namespace tenure::fuzz

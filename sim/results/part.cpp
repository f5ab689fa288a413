// SPDX-License-Identifier: Apache-2.0
#include "results/part.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <system_error>
#include <type_traits>

#include <unistd.h>

#include "results/atomic_file.h"
#include "results/errors.h"
#include "results/refusal.h"
#include "results/seal.h"
#include "results/whole_file.h"

namespace tenure::results {
namespace {

namespace fs = std::filesystem;

static_assert(std::endian::native == std::endian::little);

constexpr std::string_view kMagic = "tenure part 4\n";
constexpr std::string_view kEnding = ".part";
constexpr std::size_t kIdLength = 64;
constexpr std::uintmax_t kLargest = std::uintmax_t{4} << 30U;

/// Every field of a record, in the order of the file.
template <class Record, class Visit>
void for_each_field(Record& record, Visit&& visit) {
  visit(record.periods);
  visit(record.rows);
  visit(record.causes);
  visit(record.tallies);
  visit(record.cohorts);
  visit(record.events);
  visit(record.customer_bytes);
  visit(record.value_cut_off);
  visit(record.tally);
  visit(record.joined);
  visit(record.active_at_start);
  visit(record.active_at_end);
  visit(record.left);
  visit(record.left_from_start);
  visit(record.left_initial);
  visit(record.initial);
  visit(record.cohort_size);
  visit(record.cohort_active);
  visit(record.charged);
  visit(record.buyers);
  visit(record.repeaters);
  visit(record.paid_again);
  visit(record.seen);
  visit(record.run_off_value);
  visit(record.twins);
  visit(record.twins_by_luck);
  visit(record.waits);
}
static_assert(sizeof(model::Record) == 8 * 8 + 19 * sizeof(std::vector<std::int64_t>),
              "a new field of the record belongs into for_each_field, and raises kMagic's number");

void put(std::string& bytes, std::uint64_t number) {
  char raw[sizeof number];
  std::memcpy(raw, &number, sizeof number);
  bytes.append(raw, sizeof raw);
}

void put(std::string& bytes, const std::vector<std::int64_t>& numbers) {
  put(bytes, numbers.size());
  bytes.append(reinterpret_cast<const char*>(numbers.data()),
               numbers.size() * sizeof(std::int64_t));
}

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  void operator()(std::uint64_t& number) { take(&number, sizeof number); }
  void operator()(std::vector<std::int64_t>& numbers) {
    std::uint64_t count = 0;
    (*this)(count);
    if (count > bytes_.size() / sizeof(std::int64_t)) throw Refusal("it ends too early");
    numbers.resize(count);
    take(numbers.data(), count * sizeof(std::int64_t));
  }
  bool is_at_end() const { return bytes_.empty(); }

 private:
  void take(void* to, std::size_t count) {
    if (count > bytes_.size()) throw Refusal("it ends too early");
    if (count > 0) std::memcpy(to, bytes_.data(), count);
    bytes_.remove_prefix(count);
  }

  std::string_view bytes_;
};

bool fits(const model::Record& record) {
  const auto product = [](std::uint64_t a, std::uint64_t b) {
    std::uint64_t c = 0;
    return __builtin_mul_overflow(a, b, &c) ? UINT64_MAX : c;
  };
  const std::uint64_t cells = product(record.periods, record.rows);
  return record.tally.size() == product(record.tallies, cells) && record.joined.size() == cells &&
         record.active_at_start.size() == cells && record.active_at_end.size() == cells &&
         record.left.size() == product(cells, record.causes) &&
         record.left_from_start.size() == cells && record.left_initial.size() == cells &&
         record.initial.size() == record.rows && record.cohort_size.size() == record.cohorts &&
         record.cohort_active.size() == product(record.cohorts, record.periods);
}

bool is_id(std::string_view text) {
  return text.size() == kIdLength && text.find_first_not_of("0123456789abcdef") == text.npos;
}

bool is_part(std::string_view name) {
  return name.ends_with(kEnding) && is_id(name.substr(0, name.size() - kEnding.size()));
}

/// `.ID.part.tmp.PID`, which a killed process left.
bool is_temporary_part(std::string_view name) {
  const std::size_t end = name.find(".tmp.");
  return name.starts_with('.') && end != name.npos && is_part(name.substr(1, end - 1));
}

fs::path file_of(const fs::path& folder, const std::string& id) {
  return folder / (id + std::string(kEnding));
}

template <class Action>
void for_each_name(const fs::path& folder, Action action) {
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    action(entry->path().filename().string());
  }
}

}  // namespace

fs::path parts_folder_of(const fs::path& results) {
  fs::path path = results;
  path += ".parts";
  return path;
}

std::string to_part(std::string_view id, const model::Record& record) {
  std::string bytes(kMagic);
  bytes.append(id).append("\n");
  for_each_field(record, [&](const auto& field) { put(bytes, field); });
  return bytes + seal_of(bytes);
}

model::Record from_part(std::string_view bytes, std::string_view id) {
  bytes = expect_sealed(bytes);
  if (!bytes.starts_with(kMagic)) throw Refusal("no part that this version writes");
  bytes.remove_prefix(kMagic.size());
  if (!bytes.starts_with(id) || !bytes.substr(id.size()).starts_with('\n')) {
    throw Refusal("it belongs to another unit");
  }
  Reader reader(bytes.substr(id.size() + 1));
  model::Record record;
  for_each_field(record, reader);
  if (!reader.is_at_end() || !fits(record)) throw Refusal("its numbers do not fit together");
  return record;
}

void write_part(const fs::path& folder, const std::string& id, std::string_view part) {
  std::error_code ignored;  // writing the file will tell
  fs::create_directory(folder, ignored);
  write_atomically(file_of(folder, id), {part}, Durability::of_a_process);
}

model::Record read_part(const fs::path& folder, const std::string& id) {
  model::Record record;
  use_whole_file(file_of(folder, id), kLargest,
                 [&](const std::string& bytes) { record = from_part(bytes, id); });
  return record;
}

std::vector<std::string> parts_in(const fs::path& folder) {
  std::vector<std::string> ids;
  for_each_name(folder, [&](const std::string& name) {
    if (is_part(name)) ids.push_back(name.substr(0, kIdLength));
  });
  std::sort(ids.begin(), ids.end());
  return ids;
}

void remove_parts(const fs::path& folder) {
  std::vector<std::string> names;
  for_each_name(folder, [&](const std::string& name) {
    if (is_part(name) || is_temporary_part(name)) names.push_back(name);
  });
  std::error_code ignored;
  for (const std::string& name : names) fs::remove(folder / name, ignored);
  rmdir(folder.c_str());  // only if it is a folder with nothing left in it
}

}  // namespace tenure::results

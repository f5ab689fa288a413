// SPDX-License-Identifier: Apache-2.0
#include "results/whole_file.h"

#include <fstream>
#include <system_error>

#include "results/errors.h"
#include "results/refusal.h"

namespace tenure::results {

void use_whole_file(const std::filesystem::path& path, std::uintmax_t largest,
                    const std::function<void(const std::string& bytes)>& use) {
  try {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) throw Refusal("not a plain file");
    const std::uintmax_t length = std::filesystem::file_size(path, error);
    if (error || length > largest) throw Refusal("of an absurd size");
    std::ifstream file(path, std::ios::binary);
    std::string bytes(length, '\0');
    file.read(bytes.data(),
              static_cast<std::streamsize>(length));  // unlike iterators, never throws
    if (static_cast<std::uintmax_t>(file.gcount()) != length) throw Refusal("it cannot be read");
    use(bytes);
  } catch (const Refusal& refusal) {
    throw InputError(path.string() + ": cannot be used (" + refusal.what() + ")");
  }
}

}  // namespace tenure::results

// SPDX-License-Identifier: Apache-2.0
#include "results/seal.h"

#include "results/refusal.h"
#include "results/sha256.h"

namespace tenure::results {
namespace {

constexpr std::string_view kWord = "\ntenure: sha256 ";

std::string line(const std::string& hash) { return std::string(kWord) + hash + "\n"; }

static_assert(kSealLength == kWord.size() + 64 + 1);

void expect_length(std::streamoff length) {
  if (length < static_cast<std::streamoff>(kSealLength)) {
    throw Refusal("too short to have a seal: truncated, or something else");
  }
}

/// Compares the last line of a file with the hash of what stands before it.
void expect_agreement(std::string_view seal, const std::string& hash) {
  if (!seal.starts_with(kWord)) {
    throw Refusal("no seal at its end: truncated, changed by another program, or something else");
  }
  if (seal != line(hash)) {
    throw Refusal("damaged: its bytes do not agree with the seal at its end");
  }
}

}  // namespace

std::string seal_of(std::string_view bytes) { return line(sha256(bytes)); }

std::string seal_of_hash(const std::string& hash) { return line(hash); }

std::string_view expect_sealed(std::string_view bytes) {
  expect_length(static_cast<std::streamoff>(bytes.size()));
  const std::string_view content = bytes.substr(0, bytes.size() - kSealLength);
  expect_agreement(bytes.substr(content.size()), sha256(content));
  return content;
}

}  // namespace tenure::results

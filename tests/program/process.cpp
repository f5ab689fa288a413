// SPDX-License-Identifier: Apache-2.0
#include "process.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <regex>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tenure::program {
namespace {

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

/// A file without a name: no pipe that could fill up while nobody reads.
int unnamed_file() {
  std::FILE* file = std::tmpfile();
  if (file == nullptr) throw std::runtime_error("no temporary file");
  const int descriptor = fcntl(fileno(file), F_DUPFD_CLOEXEC, 3);
  std::fclose(file);
  return descriptor;
}

int open_stdout(Stdout to) {
  if (to == Stdout::kept) return unnamed_file();
  if (to == Stdout::full_disk) return open("/dev/full", O_WRONLY | O_CLOEXEC);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  close(ends[0]);
  return ends[1];
}

std::string content(int descriptor) {
  std::string text;
  char buffer[65536];
  off_t offset = 0;
  for (ssize_t count = 0; (count = pread(descriptor, buffer, sizeof buffer, offset)) > 0;) {
    text.append(buffer, static_cast<std::size_t>(count));
    offset += count;
  }
  return text;
}

bool blocks(pid_t process, int signal) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  for (std::string word; status >> word;) {
    if (word != "SigBlk:") continue;
    status >> word;
    return ((std::stoull(word, nullptr, 16) >> (signal - 1)) & 1U) != 0;
  }
  return false;
}

}  // namespace

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "tenure-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path Folder::write(const std::string& name, const std::string& text) const {
  std::ofstream(path_ / name, std::ios::binary) << text;
  return path_ / name;
}

std::string Folder::read(const std::string& name) const {
  std::ifstream file(path_ / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> Folder::files() const {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(path_)) {
    names.push_back(entry.path().filename().string());
  }
  return names;
}

std::vector<std::filesystem::path> packs_of(const Folder& folder, const std::string& name) {
  std::vector<std::filesystem::path> all;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path() / name / "packs")) {
    all.push_back(entry.path());
  }
  std::sort(all.begin(), all.end());
  return all;
}

Process::Process(const Folder& folder, const std::vector<std::string>& arguments,
                 const Circumstances& circumstances)
    : out_(open_stdout(circumstances.to)), err_(unnamed_file()), start_(now()) {
  std::vector<char*> words{const_cast<char*>(TENURE_PROGRAM)};
  for (const std::string& argument : arguments)
    words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  id_ = fork();
  if (id_ < 0) throw std::runtime_error("no process");
  if (id_ > 0) return;
  dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
  dup2(out_, STDOUT_FILENO);
  dup2(err_, STDERR_FILENO);
  for (const auto& [name, value] : circumstances.environment)
    setenv(name.c_str(), value.c_str(), 1);
  if (chdir(folder.path().c_str()) == 0) execv(TENURE_PROGRAM, words.data());
  _exit(127);
}

Process::~Process() {
  if (id_ > 0) {
    kill(id_, SIGKILL);
    waitpid(id_, nullptr, 0);
  }
  close(out_);
  close(err_);
}

void Process::wait_until_it_listens() const {
  while (!blocks(id_, SIGTERM)) {
    siginfo_t ended{};
    if (waitid(P_PID, static_cast<id_t>(id_), &ended, WEXITED | WNOHANG | WNOWAIT) != 0) return;
    if (ended.si_pid == id_) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

void Process::send(int signal) const { kill(id_, signal); }

Ended Process::wait() {
  Ended ended;
  int status = 0;
  rusage usage{};
  wait4(id_, &status, 0, &usage);
  id_ = -1;
  ended.wall_seconds = now() - start_;
  ended.cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  ended.max_rss_bytes = std::int64_t{1024} * usage.ru_maxrss;
  if (WIFEXITED(status)) ended.code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) ended.signal = WTERMSIG(status);
  ended.out = content(out_);
  ended.err = content(err_);
  return ended;
}

Ended tenure(const Folder& folder, const std::vector<std::string>& arguments,
             const Circumstances& circumstances) {
  return Process(folder, arguments, circumstances).wait();
}

std::string scenario(const std::string& name) {
  return TENURE_SOURCE_DIR "/scenarios/" + name + ".yaml";
}

std::string digest_of(const Ended& ended) {
  std::smatch found;
  const std::regex pattern("\"digest\":\"([0-9a-f]{64})\"");
  return std::regex_search(ended.out, found, pattern) ? found[1].str() : "none: " + ended.err;
}

}  // namespace tenure::program

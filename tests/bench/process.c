/* process.c -- the figures of whole processes: start to end of `naze why` against `sqlite3`, and its memory. */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

enum { ROUNDS = 301 };
#define MATRIX_SQL "tests/bench/matrix.sql"
#define CASE_FILE "tests/bench/case.json"
#define RULES "rules"

extern char **environ;

/* Runs a command to its end with its output thrown away; the exit status. */
static int run(char *const *argv, const char *input) {
  posix_spawn_file_actions_t fa;
  pid_t pid = 0;
  int status = 0;
  if (posix_spawn_file_actions_init(&fa)) give_up("no memory");
  (void)posix_spawn_file_actions_addopen(&fa, STDIN_FILENO, input, O_RDONLY, 0);
  (void)posix_spawn_file_actions_addopen(&fa, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  if (posix_spawnp(&pid, argv[0], &fa, NULL, argv, environ)) give_up(argv[0]);
  (void)posix_spawn_file_actions_destroy(&fa);
  if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status)) give_up("a process did not end by itself");
  return WEXITSTATUS(status);
}

static char **naze_argv(const char *naze) {
  static char *argv[8];
  static char why[] = "why", question[] = "利用可否（重度訪問介護）", c[] = "--case", file[] = CASE_FILE, r[] = "--rules", dir[] = RULES;
  static char path[4096];
  (void)snprintf(path, sizeof path, "%s", naze);
  argv[0] = path, argv[1] = why, argv[2] = question, argv[3] = c, argv[4] = file, argv[5] = r, argv[6] = dir, argv[7] = NULL;
  return argv;
}

/* The case is 不可 (exit status 1) in both; anything else would time an error message. */
static void check_answers(const char *naze) {
  if (run(naze_argv(naze), "/dev/null") != 1) give_up("naze does not answer 不可: naze why 利用可否（重度訪問介護） --case " CASE_FILE);
  FILE *p = popen("sqlite3 :memory: <" MATRIX_SQL, "r");
  char line[256] = "";
  if (!p || !fgets(line, sizeof line, p) || pclose(p) || strcmp(line, "重度訪問介護|★|0\n") != 0) give_up("sqlite3 does not answer 0");
}

void bench_memory(bool *bad, const char *naze) {
  struct rusage u;
  if (run(naze_argv(naze), "/dev/null") != 1) give_up("naze does not answer 不可: naze why 利用可否（重度訪問介護） --case " CASE_FILE);
  if (getrusage(RUSAGE_CHILDREN, &u)) give_up("no rusage");
  row(bad, "why_peak_memory_MB", (double)u.ru_maxrss / 1024, 16);
}

void bench_cold(bool *bad, const char *naze) {
  static char sqlite[] = "sqlite3", memory[] = ":memory:";
  static char *sql[] = { sqlite, memory, NULL };
  static double ours[ROUNDS], theirs[ROUNDS];
  check_answers(naze);
  for (size_t i = 0; i < ROUNDS; i++) {
    double a = now_us();
    (void)run(naze_argv(naze), "/dev/null");
    double b = now_us();
    (void)run(sql, MATRIX_SQL);
    ours[i] = b - a;
    theirs[i] = now_us() - b;
  }
  double o = median(ours, ROUNDS), t = median(theirs, ROUNDS);
  (void)printf("%-34s %10.2f\n%-34s %10.2f\n", "# naze_why_ms", o / 1e3, "# sqlite3_ms", t / 1e3);
  row(bad, "why_cold_vs_sqlite3", o / t, 1.5);
}

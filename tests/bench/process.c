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
#define MATRIX "rules/00_共通", "rules/09_障害支援区分とサービス" /* what matrix.sql says, and what it stands on */

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

typedef struct command { char *argv[10]; char text[10][512]; } command;

/* naze why on the case, with the rules of one folder, or of two */
static char *const *naze_why(command *c, const char *naze, const char *rules, const char *more) {
  const char *words[] = {naze, "why", "利用可否（重度訪問介護）", "--case", CASE_FILE, "--rules", rules, more ? "--rules" : NULL, more};
  size_t n = 0;
  for (; n < sizeof words / sizeof *words && words[n]; n++) {
    (void)snprintf(c->text[n], sizeof c->text[n], "%s", words[n]);
    c->argv[n] = c->text[n];
  }
  c->argv[n] = NULL;
  return c->argv;
}

/* The case is 不可 (exit status 1) in both; anything else would time an error message. */
static void check_answers(const char *naze) {
  command c;
  if (run(naze_why(&c, naze, MATRIX), "/dev/null") != 1 || run(naze_why(&c, naze, RULES, NULL), "/dev/null") != 1) give_up("naze does not answer 不可: naze why 利用可否（重度訪問介護） --case " CASE_FILE);
  FILE *p = popen("sqlite3 :memory: <" MATRIX_SQL, "r");
  char line[256] = "";
  if (!p || !fgets(line, sizeof line, p) || pclose(p) || strcmp(line, "重度訪問介護|★|0\n") != 0) give_up("sqlite3 does not answer 0");
}

void bench_memory(bool *bad, const char *naze) {
  struct rusage u;
  command c;
  if (run(naze_why(&c, naze, RULES, NULL), "/dev/null") != 1) give_up("naze does not answer 不可: naze why 利用可否（重度訪問介護） --case " CASE_FILE);
  if (getrusage(RUSAGE_CHILDREN, &u)) give_up("no rusage");
  row(bad, "why_peak_memory_MB", (double)u.ru_maxrss / 1024, 16);
}

void bench_cold(bool *bad, const char *naze) {
  static char sqlite[] = "sqlite3", memory[] = ":memory:";
  static char *sql[] = { sqlite, memory, NULL };
  static double ours[ROUNDS], theirs[ROUNDS], whole[ROUNDS];
  static command matrix, all;
  char *const *why = naze_why(&matrix, naze, MATRIX), *const *of_all = naze_why(&all, naze, RULES, NULL);
  check_answers(naze);
  for (size_t i = 0; i < ROUNDS; i++) {
    double a = now_us();
    (void)run(why, "/dev/null");
    double b = now_us();
    (void)run(sql, MATRIX_SQL);
    ours[i] = b - a;
    double d = now_us();
    (void)run(of_all, "/dev/null");
    theirs[i] = d - b;
    whole[i] = now_us() - d;
  }
  double o = median(ours, ROUNDS), t = median(theirs, ROUNDS);
  (void)printf("%-34s %10.2f\n%-34s %10.2f\n", "# naze_why_ms", o / 1e3, "# sqlite3_ms", t / 1e3);
  row(bad, "why_cold_vs_sqlite3", o / t, 1.5);
  row(bad, "why_whole_guidebook_cold_ms", median(whole, ROUNDS) / 1e3, 15);
}

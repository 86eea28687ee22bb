/* status.h -- exit statuses of every naze tool. The same list stands in `naze help exit` and in naze(1). */
#ifndef NAZE_TOOLS_STATUS_H
#define NAZE_TOOLS_STATUS_H
enum {
  NAZE_EXIT_OK = 0,      /* 可, a value, or all well */
  NAZE_EXIT_NO = 1,      /* 不可, 一部可, 対象外, or something to mend */
  NAZE_EXIT_UNKNOWN = 2, /* 不明 or 要照会 */
  NAZE_EXIT_USAGE = 3,
  NAZE_EXIT_RULES = 4,   /* error in the rule files */
  NAZE_EXIT_FACTS = 5,   /* error in the facts; the rest is still judged */
  NAZE_EXIT_IO = 6,      /* input or output failed */
  NAZE_EXIT_LIMIT = 7    /* not decided within the limit */
};
#endif

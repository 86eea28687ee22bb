/* ann.h -- what the checker writes on syntax nodes (nz_node.ann), read by the lowering and the reference evaluator. */
#ifndef NZ_ANN_H
#define NZ_ANN_H

enum nz_ann_ref { /* ann.ref */
  NZ_A_NONE,
  NZ_A_FIELD,      /* a = field id; b = path: index into nz_program.paths (how the row is reached), 0 = directly the subject row */
  NZ_A_FIELD_OF,   /* OF node: field a of the row that kid[0] denotes */
  NZ_A_DECL,       /* a = decl id; b = path to its subject row (as FIELD); kids are arguments; flags = output column */
  NZ_A_VALUE,      /* a = value id (level or choice) */
  NZ_A_PARAM,      /* a = parameter number */
  NZ_A_ITEM,       /* element of the enclosing set, a levels out (その月, the row of a filter) */
  NZ_A_LEDGER,     /* all rows of ledger a */
  NZ_A_MULTI,      /* rows of multi field a of the row reached by path b */
  NZ_A_TODAY,      /* 基準日 */
  NZ_A_SUBJECT,    /* the subject row: この請求 */
  NZ_A_BUILTIN,    /* a = NZ_B_*; kids are arguments */
  NZ_A_READING,    /* a = reading id */
  NZ_A_CHOICE,     /* SELECT: a = choice number */
  NZ_A_UNIT,       /* QTY: value already scaled to ann.type */
  NZ_A_ENUMSET,    /* name of a level or choice type standing for all its values: a = enum */
  NZ_A_STR,        /* text constant: a = module string */
  NZ_A_TRUE        /* 常に, － */
};
enum nz_ann_row { /* where a path starts (nz_path.start) */
  NZ_ROW_SUBJECT, NZ_ROW_ITEM0, NZ_ROW_ITEM1, NZ_ROW_ITEM2, NZ_ROW_ITEM3
};
/* ann.flags on AND/CMP…: none. ann.type = type id in the module (of the value the node yields). */
enum nz_builtin { NZ_B_AGE, NZ_B_REACH, NZ_B_MONTHOF, NZ_B_FIRSTDAY, NZ_B_LASTDAY, NZ_B_ADDMONTHS, NZ_B_ADDDAYS,
  NZ_B_MONTHDIFF, NZ_B_DAYDIFF, NZ_B_DAYOF, NZ_B_PSTART, NZ_B_PEND, NZ_B_COUNT, NZ_B_DISTINCT, NZ_B_SUM, NZ_B_LARGEST,
  NZ_B_SMALLEST, NZ_B_MEAN, NZ_B_MONTHS, NZ_B_SUBMONTHS, NZ_B_YEARSTART, NZ_B_FISCALSTART };
#endif

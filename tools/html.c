/* html.c -- what every HTML page of naze has in common. Colours always come with a word or a mark. */
#include "html.h"

#include <string.h>

const char html_style[] =
  ":root{color-scheme:light dark;--fg:#1b1b1b;--dim:#5c5c5c;--bg:#fff;--line:#d0d0d0;--soft:#f5f5f2;"
  "--yes:#12652f;--no:#a3161c;--open:#7a5300;--ask:#6a2a86}\n"
  "@media(prefers-color-scheme:dark){:root{--fg:#ececec;--dim:#a8a8a8;--bg:#161616;--line:#444;--soft:#222;"
  "--yes:#71d18f;--no:#ff9292;--open:#f0c25a;--ask:#d9a4f5}}\n"
  "body{font-family:system-ui,'Hiragino Sans','Noto Sans CJK JP','Yu Gothic',sans-serif;color:var(--fg);background:var(--bg);"
  "line-height:1.6;max-width:60rem;margin:1.5rem auto;padding:0 1rem}\n"
  "h1{font-size:1.4rem;border-left:.5rem solid;padding-left:.7rem;margin-bottom:.2rem}h2{font-size:1.05rem;margin:1.4rem 0 .3rem}\n"
  ".meta,.dim{color:var(--dim)}.meta{margin-top:0}\n"
  ".allow,.yes{color:var(--yes)}.deny,.no,.fault{color:var(--no)}.unknown,.partial{color:var(--open)}.refer{color:var(--ask)}"
  ".not-covered{color:var(--dim)}\n"
  "h1 .title,h1 .meta{color:var(--fg)}\n"
  "table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid var(--line);padding:.25rem .6rem .25rem 0;text-align:left;"
  "vertical-align:top}td.fact,td b{white-space:nowrap}\n"
  "ul.tree,ul.tree ul{list-style:none;padding-left:1.2rem;margin:0}ul.tree{padding-left:0;background:var(--soft);padding:.6rem}\n"
  "summary{cursor:pointer}.mark{display:inline-block;width:1.4em;font-weight:bold}.need{margin-left:.8em}.where{margin-left:.8em;"
  "color:var(--dim);font-size:.9em}\n"
  "footer{margin-top:2rem;border-top:1px solid var(--line);color:var(--dim);font-size:.85em;overflow-wrap:anywhere}\n"
  "@media print{body{max-width:none;margin:0}ul.tree{background:none;padding:0}summary{list-style:none}details,tr{break-inside:avoid}}\n";

void html_escape(str *s, const char *text) {
  size_t n = strlen(text);
  for (size_t i = 0; i < n;) {
    unsigned long c = 0;
    size_t len = utf8_next(text + i, n - i, &c);
    if (!len || (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) str_put(s, "\xEF\xBF\xBD");
    else if (c == '<') str_put(s, "&lt;");
    else if (c == '>') str_put(s, "&gt;");
    else if (c == '&') str_put(s, "&amp;");
    else if (c == '"') str_put(s, "&quot;");
    else str_put_n(s, text + i, len);
    i += len ? len : 1;
  }
}

void html_element(str *s, const char *tag, const char *class, const char *text) {
  if (!*text) return;
  str_printf(s, "<%s class=\"%s\">", tag, class);
  html_escape(s, text);
  str_printf(s, "</%s>", tag);
}

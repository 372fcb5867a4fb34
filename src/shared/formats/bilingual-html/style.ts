/** The style sheet of the bilingual page: a facing-page edition, on screen in light and dark, and on paper. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--paper:#fdfcf9;--ink:#1f1d1a;--quiet:#6b655c;--line:#ddd7cb;--accent:#7a3b1d;--chip:#efe9dc}
@media(prefers-color-scheme:dark){:root{--paper:#191816;--ink:#ece8e0;--quiet:#a39c90;--line:#3a3732;--accent:#e0a27f;--chip:#2b2925}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.05rem/1.6 "Literata","Iowan Old Style",Palatino,"Book Antiqua",Georgia,serif}
header,main{max-width:78rem;margin:0 auto;padding:0 2rem}
header{padding-top:3rem;padding-bottom:1rem}
h1{font-size:1.6rem;font-weight:600;line-height:1.25;margin:0 0 .3rem}
.summary{color:var(--quiet);font:.9rem/1.5 "Inter",system-ui,sans-serif;margin:0}
table{width:100%;border-collapse:collapse;table-layout:fixed}
col.number{width:3.2rem}col.status{width:7.5rem}
th{font:600 .8rem/1.4 "Inter",system-ui,sans-serif;color:var(--quiet);text-align:start;padding:.8rem .9rem;border-bottom:1px solid var(--ink);position:sticky;top:0;background:var(--paper)}
td{vertical-align:top;padding:.55rem .9rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
td.number,td.status{font:.78rem/1.9 "Inter",system-ui,sans-serif;color:var(--quiet)}
td.number{text-align:end;font-variant-numeric:tabular-nums}
.text{white-space:pre-wrap;unicode-bidi:isolate;display:block}
tr.heading .text{font-weight:600}
tr.first td{border-top:1px solid var(--quiet)}
.code{font:.72em/1.2 ui-monospace,"SF Mono",Consolas,monospace;background:var(--chip);color:var(--quiet);border-radius:.3em;padding:.05em .35em;white-space:nowrap;unicode-bidi:isolate}
.mark{display:inline-block;width:1.1em;color:var(--accent)}
ul.comments{list-style:none;margin:.4rem 0 0;padding:0;font:.85rem/1.5 "Inter",system-ui,sans-serif;color:var(--quiet)}
ul.comments li{border-inline-start:2px solid var(--accent);padding-inline-start:.6rem;white-space:pre-wrap}
.missing{color:var(--quiet);font-style:italic}
@media(max-width:48rem){header,main{padding-left:.8rem;padding-right:.8rem}col.number,td.number,th.number{display:none}col.status{width:5.5rem}}
@media print{@page{margin:16mm 14mm}:root{--paper:#fff;--ink:#000;--quiet:#444;--line:#bbb;--chip:#eee}body{font-size:10pt}header,main{max-width:none;padding:0}thead{display:table-header-group}th{position:static}tr{break-inside:avoid}}
`;

/**
 * The style of the HTML report. Insertions are blue and underlined, deletions ochre and struck through: a pair that
 * people with any of the usual colour deficiencies tell apart, and that shows without colour.
 */
export const REPORT_STYLE = `
:root{color-scheme:light dark;--page:#fbfaf7;--ink:#1d1c1a;--quiet:#605d56;--line:#d9d5cb;--accent:#1f4e79;
--ins:#0b4f8a;--ins-page:#e3eef8;--del:#8a4b00;--del-page:#fbeedd;--warn:#7a3b00;--warn-page:#fdf0e1}
@media (prefers-color-scheme:dark){:root{--page:#191a1c;--ink:#e9e6df;--quiet:#a8a49b;--line:#3a3b3e;--accent:#8cbce8;
--ins:#9cccf5;--ins-page:#17334a;--del:#f0b878;--del-page:#43300f;--warn:#f3c08a;--warn-page:#3d2a12}}
*{box-sizing:border-box}
body{margin:0 auto;padding:2.5rem clamp(1rem,4vw,4rem);max-width:100rem;background:var(--page);color:var(--ink);
font:1rem/1.6 Literata,Charter,"Iowan Old Style",Georgia,serif}
header,fieldset,.notes,.number,th,caption,.nothing{font-family:Inter,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
.kicker{margin:0;color:var(--quiet);font-size:.8rem;letter-spacing:.08em;text-transform:uppercase}
h1{margin:.1rem 0 .4rem;font:500 2rem/1.2 Literata,Charter,Georgia,serif}
.versions{margin:0 0 1.5rem}.versions span,.languages{color:var(--quiet)}.languages{margin-inline-start:1.5rem}
.warning{margin:0 0 .5rem;padding:.6rem 1rem;border-inline-start:4px solid var(--warn);background:var(--warn-page);color:var(--warn)}
.figures{display:flex;flex-wrap:wrap;gap:.75rem 2.5rem;margin:1.5rem 0}
.figures dt{color:var(--quiet);font-size:.8rem}.figures dd{margin:0;font-size:1.35rem;font-variant-numeric:tabular-nums}
.tables{display:flex;flex-wrap:wrap;gap:1.5rem 4rem;margin-bottom:2rem;font-size:.85rem}
.tables table{border-collapse:collapse}.tables th{font-weight:400;text-align:start;padding:.15rem 1.5rem .15rem 0}
.tables thead th{color:var(--quiet)}
caption{padding-bottom:.4rem;color:var(--quiet);font-size:.8rem;text-align:start}
.figure{padding:.15rem 1rem .15rem 0;text-align:end;font-variant-numeric:tabular-nums}
.bar{width:14rem}.bar span{display:block;height:.6rem;border:1px solid var(--accent);background:var(--accent)}
.bar .kind-same{background:none}.bar .kind-deleted{border-color:var(--del);background:repeating-linear-gradient(45deg,var(--del) 0 2px,transparent 2px 5px)}
.view{display:flex;flex-wrap:wrap;align-items:baseline;gap:.5rem 1.25rem;margin:0 0 1rem;padding:0;border:0;font-size:.85rem}
.view legend{float:inline-start;padding:0;color:var(--quiet)}.key{margin:0 0 0 auto;color:var(--quiet)}
input{accent-color:var(--accent)}
.changes{width:100%;border-collapse:collapse;table-layout:fixed}
.changes th{padding:.4rem .75rem;border-bottom:1px solid var(--ink);color:var(--quiet);font-size:.75rem;font-weight:500;text-align:start}
.changes td{padding:.7rem .75rem;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
.changes th:first-child{width:4rem}.changes th:last-child{width:13rem}
.number{color:var(--quiet);font-size:.8rem;font-variant-numeric:tabular-nums}
.text{white-space:pre-wrap}
.notes{font-size:.8rem;line-height:1.45}.by,.notes time{color:var(--quiet)}
.comment{display:block;margin-top:.3rem;padding-inline-start:.6rem;border-inline-start:2px solid var(--accent)}
.hidden td{padding:.25rem .75rem;color:var(--quiet);font:.75rem Inter,system-ui,sans-serif}
ins{color:var(--ins);background:var(--ins-page);text-decoration:underline;text-decoration-thickness:2px;text-underline-offset:3px;text-decoration-skip-ink:none}
del{color:var(--del);background:var(--del-page);text-decoration:line-through;text-decoration-thickness:1.5px}
ins,del{border-radius:2px;padding:0 .1em}
.code{padding:0 .25em;border:1px solid var(--line);border-radius:3px;color:var(--quiet);font:.75em ui-monospace,Consolas,monospace;unicode-bidi:isolate}
ins .code,del .code{border-color:currentColor;color:inherit}del .code{text-decoration:line-through}
.space{font-family:ui-monospace,Consolas,monospace}
main:has(#view-inline:checked) .side,main:has(#view-side:checked) .inline{display:none}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
@media (max-width:48rem){.changes,.changes tbody,.changes tr,.changes td{display:block;width:100%}.changes thead{display:none}
.changes td{border:0;padding:.25rem 0}.changes tr{padding:.75rem 0;border-bottom:1px solid var(--line)}
main:has(#view-inline:checked) td.side,main:has(#view-side:checked) td.inline{display:none}}
@media print{:root{--page:#fff;--ink:#000;--quiet:#444;--line:#bbb;--ins:#0b4f8a;--ins-page:#fff;--del:#8a4b00;--del-page:#fff}
@page{margin:15mm}body{padding:0;max-width:none;font-size:10pt}.view label,.view legend{display:none}
.changes thead{display:table-header-group}.changes tr{break-inside:avoid}}
`;

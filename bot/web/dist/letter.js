// What is typed into the fields is written into the letter on this page, and nowhere else: no
// request carries it, and nothing is stored. The Word file is made here for the same reason.
(() => {
  "use strict";
  const paper = document.getElementById("letter");
  const told = document.getElementById("told");
  const clean = (text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").trim();

  for (const field of document.querySelectorAll("[data-fills]")) {
    const show = () => {
      const text = clean(field.value);
      for (const gap of paper.querySelectorAll(`[data-gap="${field.dataset.fills}"]`)) {
        gap.textContent = text || gap.dataset.empty;
        gap.classList.toggle("filled", text !== "");
      }
    };
    field.addEventListener("input", show);
    show(); // a browser may have kept what was typed before a reload
  }

  const blocks = () => [...paper.querySelectorAll("h3, p, li")].filter((block) => !block.classList.contains("also"));
  const textOf = (block) => (block.tagName === "LI" ? "\u2022 " : "") + block.textContent;
  const say = (text) => {
    told.textContent = text;
  };

  document.getElementById("copy").addEventListener("click", async (event) => {
    const text = blocks().map(textOf).join("\n\n");
    const done = event.currentTarget.dataset.done;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const range = document.createRange(); // where the clipboard is not allowed: mark it and copy
      range.selectNodeContents(paper);
      const marked = getSelection();
      marked.removeAllRanges();
      marked.addRange(range);
      document.execCommand("copy");
    }
    say(done);
  });

  const word = document.getElementById("word");
  word.addEventListener("click", (event) => {
    event.preventDefault();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(docx());
    link.download = word.download;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  });

  // The same three parts that bot/letters/docx.py writes.
  function docx() {
    const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
    const open = "http://schemas.openxmlformats.org";
    const type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    const body = blocks()
      .map((block) => {
        const bold = block.tagName === "H3" || block.classList.contains("subject") ? "<w:b/>" : "";
        const before = block.classList.contains("subject") ? 160 : 0;
        const after = block.tagName === "LI" || block.classList.contains("line") ? 40 : 140;
        const lines = textOf(block).split("\n").map((line) => `<w:t xml:space="preserve">${xml(line)}</w:t>`);
        return (
          `<w:p><w:pPr><w:spacing w:before="${before}" w:after="${after}"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>` +
          `${bold}<w:sz w:val="22"/></w:rPr>${lines.join("<w:br/>")}</w:r></w:p>`
        );
      })
      .join("");
    const page =
      '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1080" w:right="1260" w:bottom="1080" ' +
      'w:left="1260" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>';
    return zip(
      [
        [
          "[Content_Types].xml",
          `${head}<Types xmlns="${open}/package/2006/content-types"><Default Extension="rels" ` +
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
            `<Override PartName="/word/document.xml" ContentType="${type}.main+xml"/></Types>`,
        ],
        [
          "_rels/.rels",
          `${head}<Relationships xmlns="${open}/package/2006/relationships"><Relationship Id="rId1" ` +
            `Type="${open}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
        ],
        [
          "word/document.xml",
          `${head}<w:document xmlns:w="${open}/wordprocessingml/2006/main"><w:body>${body}${page}</w:body></w:document>`,
        ],
      ],
      type,
    );
  }

  function xml(text) {
    // A lone half of a pair of characters is no text in XML.
    const whole = text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
    return whole.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  }

  // A zip of files that are stored as they are (APPNOTE 4.3): each with its header, then the list.
  function zip(files, type) {
    const bytes = new TextEncoder();
    const parts = [];
    const list = [];
    let place = 0;
    for (const [name, text] of files) {
      const title = bytes.encode(name);
      const data = bytes.encode(text);
      const about = [20, 0x0800, 0, 0, 0x21]; // version, names in UTF-8, stored, midnight, 1980-01-01
      const sizes = [crc(data), data.length, data.length];
      const local = record(0x04034b50, about, sizes, [title.length, 0]);
      const entry = record(0x02014b50, [20, ...about], sizes, [title.length, 0, 0, 0, 0], [0, place]);
      parts.push(local, title, data);
      list.push(entry, title);
      place += local.length + title.length + data.length;
    }
    const size = list.reduce((sum, part) => sum + part.length, 0);
    const end = record(0x06054b50, [0, 0, files.length, files.length], [size, place], [0]);
    return new Blob([...parts, ...list, end], { type });
  }

  // A signature, then groups of numbers: of two bytes in the even groups, of four in the odd ones.
  function record(signature, ...groups) {
    const out = [];
    const put = (number, width) => {
      for (let n = 0; n < width; n++) out.push((number >>> (8 * n)) & 0xff);
    };
    put(signature, 4);
    groups.forEach((group, index) => group.forEach((number) => put(number, index % 2 ? 4 : 2)));
    return Uint8Array.from(out);
  }

  function crc(data) {
    let sum = ~0;
    for (const byte of data) {
      sum ^= byte;
      for (let n = 0; n < 8; n++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
    }
    return ~sum >>> 0;
  }
})();

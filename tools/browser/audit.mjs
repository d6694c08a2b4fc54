/** What a reader's eyes, ears and hands need, asked of a page as it is laid out. Runs inside the browser. */

/** Texts with too little contrast to their ground, at most ten. */
export const lowContrast = () => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const channels = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const brightness = (color) => {
    const [r, g, b] = [...channels(color)].slice(0, 3).map((one) => {
      const part = one / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (node) => {
    for (let at = node; at !== null; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (channels(color)[3] > 200) return color;
    }
    return getComputedStyle(document.body).backgroundColor;
  };
  const found = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null && found.size < 10; node = texts.nextNode()) {
    const holder = node.parentElement;
    if (node.data.trim() === "" || holder.closest("script, style, [hidden]") !== null) continue;
    if (!holder.checkVisibility()) continue;
    const style = getComputedStyle(holder);
    const ink = holder.namespaceURI.endsWith("svg") ? style.fill : style.color;
    const [dark, light] = [brightness(ink), brightness(groundOf(holder))].sort((a, b) => a - b);
    const ratio = (light + 0.05) / (dark + 0.05);
    if (ratio < 4.5)
      found.add(`${ratio.toFixed(2)} ${holder.tagName}.${holder.className.baseVal ?? holder.className}`);
  }
  return [...found];
};

/** Names that stand twice, links to nowhere in the page, headings that skip a rank, controls without a name. */
export const brokenStructure = () => {
  const problems = [];
  const ids = new Set();
  for (const { id } of document.querySelectorAll("[id]")) {
    if (ids.has(id)) problems.push(`twice: ${id}`);
    ids.add(id);
  }
  for (const link of document.querySelectorAll("a[href^='#']")) {
    const target = link.getAttribute("href").slice(1);
    if (!ids.has(target) && link.closest(".document") === null) problems.push(`leads nowhere: ${target}`);
  }
  let before = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4")) {
    const rank = Number(heading.tagName[1]);
    if (rank > before + 1) problems.push(`skips a rank: ${heading.textContent.slice(0, 60)}`);
    before = rank;
  }
  for (const control of document.querySelectorAll("button, input, select, [role=region]")) {
    const name =
      control.getAttribute("aria-label") ?? control.labels?.[0]?.textContent ?? control.textContent ?? "";
    if (name.trim() === "") problems.push(`has no name: ${control.outerHTML.slice(0, 60)}`);
  }
  for (const one of document.querySelectorAll("[style], [onload], [onclick], [onerror]"))
    problems.push(`has what it may not have: ${one.outerHTML.slice(0, 60)}`);
  return [...new Set(problems)].slice(0, 10);
};

/** By how many pixels the page is wider than its window. */
export const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;

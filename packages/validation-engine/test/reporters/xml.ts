/**
 * Just enough of XML 1.0 to read a JUnit file, and strict about it: what it does not know, such as
 * comments, CDATA and other entities, it refuses.
 */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: ReadonlyArray<XmlElement>;
  /** Of this element alone. */
  readonly text: string;
}

const name = "[A-Za-z_][\\w.-]*";
const openTag = new RegExp(`^<(${name})((?:\\s+${name}="[^"<]*")*)\\s*(/?)>`);
const closeTag = new RegExp(`^</(${name})\\s*>`);
const entities = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

const isChar = (code: number): boolean =>
  code === 9 ||
  code === 10 ||
  code === 13 ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff);

const fail = (problem: string): never => {
  throw new SyntaxError(problem);
};

const decode = (text: string): string =>
  text.replace(/&([^;&]*;?)/g, (whole, body: string) => {
    const number = /^#(\d+);$/.exec(body);
    if (number !== null) {
      const code = Number(number[1]);
      return isChar(code) ? String.fromCodePoint(code) : fail(`${whole} is no character of XML`);
    }
    return entities.get(body.slice(0, -1)) ?? fail(`unknown entity ${whole}`);
  });

export const parseXml = (source: string): XmlElement => {
  for (const character of source) {
    if (!isChar(character.codePointAt(0) ?? 0)) fail(`forbidden character ${character.codePointAt(0)}`);
  }
  let rest = source.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, "");
  if (rest === source) fail("no declaration");

  const element = (): XmlElement => {
    const tag = openTag.exec(rest) ?? fail(`no element at ${rest.slice(0, 40)}`);
    rest = rest.slice(tag[0].length);
    const attributes = new Map<string, string>();
    for (const [, key = "", value = ""] of (tag[2] ?? "").matchAll(/([\w.-]+)="([^"]*)"/g)) {
      if (attributes.has(key)) fail(`attribute ${key} twice`);
      // A parser turns a bare line end or tab in an attribute into a space.
      attributes.set(key, decode(value.replace(/[\t\n\r]/g, " ")));
    }
    const children: Array<XmlElement> = [];
    let text = "";
    if (tag[3] === "/") return { name: tag[1] ?? "", attributes, children, text };
    for (;;) {
      const words = /^[^<]*/.exec(rest)?.[0] ?? "";
      if (words.includes("]]>")) fail("]]> in text");
      text += decode(words.replace(/\r\n?/g, "\n"));
      rest = rest.slice(words.length);
      const close = closeTag.exec(rest);
      if (close === null) children.push(element());
      else {
        if (close[1] !== tag[1]) fail(`${close[1]} closes ${tag[1]}`);
        rest = rest.slice(close[0].length);
        return { name: tag[1] ?? "", attributes, children, text };
      }
    }
  };

  const root = element();
  if (rest.trim() !== "") fail(`something behind the root: ${rest.slice(0, 40)}`);
  return root;
};

/** An element and everything below it with this name. */
export const allNamed = (wanted: string, root: XmlElement): ReadonlyArray<XmlElement> => [
  ...(root.name === wanted ? [root] : []),
  ...root.children.flatMap((child) => allNamed(wanted, child)),
];

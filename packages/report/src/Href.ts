/** Where a link of a report may lead: another place of the page, or a page on the web, or a mail to be written. */
import type { Anchor } from "./Anchor.ts";

const schemes = new Set(["http:", "https:", "mailto:"]);

export class Href {
  readonly url: string;
  private constructor(url: string) {
    this.url = url;
  }

  /** A place in this page. */
  static to(anchor: Anchor): Href {
    return new Href(`#${anchor}`);
  }

  /** Nothing is loaded for it. */
  static readonly emptyIcon = new Href("data:,");

  /** An address from a document; null for anything but web and mail. What was checked is what is written. */
  static outward(address: string): Href | null {
    const url = URL.parse(address);
    return url !== null && schemes.has(url.protocol) ? new Href(url.href) : null;
  }
}

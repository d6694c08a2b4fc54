/** The examples of the CommonMark spec, numbered as the spec numbers them. */
import { createRequire } from "node:module";

export interface SpecExample {
  readonly number: number;
  readonly markdown: string;
}

const { tests } = createRequire(import.meta.url)("commonmark-spec") as {
  readonly tests: ReadonlyArray<SpecExample>;
};

export const specExamples: ReadonlyArray<SpecExample> = tests.map(({ number, markdown }) => ({
  number,
  markdown: markdown.replaceAll("→", "\t"),
}));

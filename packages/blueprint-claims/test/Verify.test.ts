import { ArtifactDocument, digestOf, type Stage } from "@idse/pipeline-artifacts";
import { expect, it } from "@jest/globals";
import { withClaims } from "../src/BlueprintText.ts";
import { readLedger } from "../src/Ledger.ts";
import { verify } from "../src/Verify.ts";
import { chain, demoted, promoted } from "./support.ts";

const files = "The files are the truth";
const promotion = promoted(files, 1);
const ledger = readLedger(chain(promotion));
const placed = withClaims(null, ledger.claims);
const blueprint = placed.ok ? placed.content : null;

/** Documents by `session:stage`. */
const among = (texts: Readonly<Record<string, string>>) => {
  const textOf = (session: string, stage: Stage): string | undefined => texts[`${session}:${stage}`];
  return {
    digestOf: (session: string, stage: Stage) => {
      const text = textOf(session, stage);
      return text === undefined ? null : digestOf(text);
    },
    documentOf: (session: string, stage: Stage) => new ArtifactDocument(textOf(session, stage) ?? ""),
  };
};
const asItWas = { "checkout:spec": files, "voucher:feedback": files };
const codes = (input: Partial<Parameters<typeof verify>[0]>) =>
  verify({ ledger, blueprint, ...among(asItWas), ...input }).map((one) => `${one.kind}/${one.code}`);

it("finds nothing where all is as it was written", () => {
  expect(codes({})).toEqual([]);
});

it("tells an edited ledger, a block that differs and a document that moved on apart", () => {
  expect(codes({ blueprint: null })).toEqual(["block/block-differs"]);
  expect(codes({ blueprint: undefined })).toEqual([]);
  expect(codes({ ...among({ ...asItWas, "checkout:spec": "Stores are the truth" }) })).toEqual([
    "drift/source-changed",
  ]);
  expect(codes({ ...among({ "checkout:spec": files }) })).toEqual(["drift/source-missing"]);
  const edited = chain(promotion).map((one) => ({ ...one, text: one.text.replace('"ada"', '"bob"') }));
  expect(codes({ ledger: readLedger(edited) })).toEqual(["ledger/edited-event"]);
});

it("is content with a document that says the same elsewhere, and with one that is claimed no longer", () => {
  expect(codes({ ...among({ ...asItWas, "checkout:spec": `# Spec\n\nMore.\n\n${files}.\n` }) })).toEqual([]);
  const ended = readLedger(chain(promotion, demoted(files, 2)));
  expect(codes({ ledger: ended, blueprint: undefined, ...among({}) })).toEqual([]);
});

it("says where the words stood, and which event took them from there", () => {
  const [finding] = verify({
    ledger,
    blueprint,
    ...among({ ...asItWas, "checkout:spec": "other" }),
  });
  expect(finding).toMatchObject({
    claim: ledger.claims[0]?.id,
    event: ledger.events[0]?.name,
    source: { session: "checkout", stage: "spec" },
    line: 1,
    message: `The spec of checkout no longer says: ${files}`,
  });
});

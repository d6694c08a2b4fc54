import { ArtifactDocument, openMarkersOf, templateOf } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import { answerMarkers, guidedQuestions } from "../../../src/use-cases/init/Guided.ts";

const openIn = (text: string) => openMarkersOf(new ArtifactDocument(text)).map((marker) => marker.reason);

describe("guidedQuestions", () => {
  it("asks what the intent's template asks, in its order", () => {
    const questions = guidedQuestions();
    expect(questions).toEqual(openIn(templateOf("intent")));
    expect(questions[0]).toMatch(/^Say what this session is to achieve/);
  });
});

describe("answerMarkers", () => {
  const text = "# A\n\n[REQUIRES INPUT: One?]\n\n- **SC-1**: [REQUIRES INPUT: Two?]\n\n[REQUIRES INPUT]\n";

  it("puts each answer in the place of its marker", () => {
    expect(answerMarkers(text, ["first", "second", "third"])).toBe(
      "# A\n\nfirst\n\n- **SC-1**: second\n\nthird\n",
    );
  });

  it("leaves the marker of a blank answer, and of one that was not given", () => {
    expect(answerMarkers(text, ["  ", "second"])).toBe(
      "# A\n\n[REQUIRES INPUT: One?]\n\n- **SC-1**: second\n\n[REQUIRES INPUT]\n",
    );
  });

  it("takes an answer as it is, whatever it holds", () => {
    const answer = "costs $& and $1, see [REQUIRES INPUT] below";
    expect(answerMarkers("[REQUIRES INPUT]\n", [answer])).toBe(`${answer}\n`);
  });

  it("leaves a marker in code alone, and gives it no answer", () => {
    const withCode = "`[REQUIRES INPUT: shown]` and [REQUIRES INPUT: asked]\n";
    expect(answerMarkers(withCode, ["told"])).toBe("`[REQUIRES INPUT: shown]` and told\n");
  });

  it("empties the intent's template when every question is answered", () => {
    const answers = guidedQuestions().map((_, index) => `Answer ${index}.`);
    expect(openIn(answerMarkers(templateOf("intent"), answers))).toEqual([]);
  });
});

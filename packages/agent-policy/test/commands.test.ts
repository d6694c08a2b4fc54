import { describe, expect, it } from "@jest/globals";
import {
  documentCommands,
  guardedCommands,
  idseCommands,
  type Row,
  readingCommands,
  writingCommands,
} from "./commands.ts";
import { implementation, planning, shell } from "./support.ts";

const holds = (name: string, table: ReadonlyArray<Row>) =>
  describe(name, () => {
    it.each(table)("%s", (line, inPlanning, inImplementation) => {
      expect([shell(line, planning), shell(line, implementation)]).toEqual([inPlanning, inImplementation]);
    });
  });

holds("a command that reads", readingCommands);
holds("a command that writes", writingCommands);
holds("a command that writes documents", documentCommands);
holds("a command that touches what is guarded", guardedCommands);
holds("a command of idse", idseCommands);

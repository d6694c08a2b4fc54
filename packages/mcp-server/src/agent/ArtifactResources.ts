/**
 * Every stage document of the current project as a resource, `idse://PROJECT/SESSION/STAGE`. Nothing is remembered
 * between two pages of the list: each goes on behind the last address of the one before.
 */
import { DesignStore } from "@idse/design-store";
import { describeFailure } from "@idse/orchestrator/describeFailure";
import { errorResult } from "@idse/orchestrator/ErrorResult";
import type { Failure } from "@idse/orchestrator/Failure";
import { showArtifact } from "@idse/orchestrator/use-cases/artifact";
import { currentProject } from "@idse/orchestrator/Workspace";
import {
  isReadableName,
  isStage,
  type Stage,
  stageDefinition,
  stageOrder,
  stages,
} from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { type ListedResource, ResourceFailed, type Resources } from "../Resources.ts";
import type { Workplace } from "./Workplace.ts";

const mimeType = "text/markdown";
const perPage = 500;

interface Place {
  readonly project: string;
  readonly session: string;
  readonly stage: Stage;
}

export const uriOf = ({ project, session, stage }: Place): string =>
  `idse://${[project, session, stage].map(encodeURIComponent).join("/")}`;

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};

/** Null where it is no address of ours. */
export const placeOfUri = (uri: string): Place | null => {
  const [, ...parts] = /^idse:\/\/([^/?#]+)\/([^/?#]+)\/([^/?#]+)$/.exec(uri) ?? [];
  const [project, session, stage] = parts.map(decoded);
  if (project == null || session == null || stage == null) return null;
  return isReadableName(project) && isReadableName(session) && isStage(stage)
    ? { project, session, stage }
    : null;
};

const listed = (place: Place, digest: string): ListedResource => ({
  uri: uriOf(place),
  name: `${place.session}/${place.stage}`,
  title: `${stageDefinition(place.stage).title} of ${place.session}`,
  mimeType,
  _meta: { "idse/digest": digest },
});

const byPlace = (left: Place, right: Place): number =>
  left.session === right.session
    ? stageOrder(left.stage) - stageOrder(right.stage)
    : left.session < right.session
      ? -1
      : 1;

const documents = Effect.gen(function* () {
  const project = yield* currentProject;
  const store = yield* DesignStore;
  const { heads } = yield* store.heads({ project, kinds: stages });
  return heads
    .flatMap(({ ref: { session, kind }, digest, removed }) =>
      session === null || !isStage(kind) || removed ? [] : [{ project, session, stage: kind, digest }],
    )
    .sort(byPlace);
});

/** There is nothing to list yet; whatever else goes wrong is told. */
const isEmpty = ({ _tag }: Failure): boolean => _tag === "WorkspaceMissing" || _tag === "ProjectMissing";

const missingTags: ReadonlyArray<Failure["_tag"]> = ["NotFound", "SessionUnknown", "ProjectUnknown"];

export const artifactResources = (workplace: Workplace): Resources => {
  const failed = (failure: Failure): ResourceFailed => {
    const report = describeFailure(failure);
    return new ResourceFailed({
      message: report.message,
      missing: missingTags.includes(failure._tag),
      content: { ...errorResult(report, workplace.asTyped) },
    });
  };
  return {
    templates: [
      {
        uriTemplate: "idse://{project}/{session}/{stage}",
        name: "artifact",
        title: "Stage document",
        mimeType,
      },
    ],
    list: (page) =>
      workplace.run(documents, {}).pipe(
        Effect.catch((failure) => (isEmpty(failure) ? Effect.succeed([]) : Effect.fail(failed(failure)))),
        Effect.map((all) => {
          const after = page === undefined ? null : placeOfUri(page);
          const rest = after === null ? all : all.filter((one) => byPlace(one, after) > 0);
          const shown = rest.slice(0, perPage);
          const last = shown.at(-1);
          return {
            resources: shown.map((one) => listed(one, one.digest)),
            next: last === undefined || shown.length === rest.length ? null : uriOf(last),
          };
        }),
      ),
    read: (uri) => {
      const place = placeOfUri(uri);
      if (place === null) {
        const message = `${uri} is no address of a stage document.`;
        return Effect.fail(new ResourceFailed({ message, missing: true, content: {} }));
      }
      const { stage, ...chosen } = place;
      return workplace.run(showArtifact(stage), chosen).pipe(
        Effect.mapError(failed),
        Effect.map(({ value: { content, digest } }) => ({
          uri,
          mimeType,
          text: content,
          _meta: { "idse/digest": digest },
        })),
      );
    },
  };
};

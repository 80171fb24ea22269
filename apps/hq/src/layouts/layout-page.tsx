import { ask, useText } from "@rapport/app-shell";
import { ScreenLayoutCode } from "@rapport/contract";
import { deleteScreenLayout, getScreenLayout, LayoutScreen, putScreenLayout, type LayoutSize } from "@rapport/contract/layouts";
import { STANDARD_SIZES } from "@rapport/domain/layouts";
import { Loaded, Select, TextField, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { z } from "zod";
import { useNames } from "../attributes/use-names.ts";
import { InEntity } from "../legal-entities/entity-page.tsx";
import { CodeField } from "../records/code-field.tsx";
import { RecordPage } from "../records/record-page.tsx";
import { LayoutDesigner } from "./designer.tsx";
import { layoutQueries, type StoredLayout } from "./queries.ts";
import { layoutTexts } from "./texts.ts";
import { useSizeWords } from "./use-size-words.ts";

const Form = z.object({
  code: ScreenLayoutCode,
  name: z.string().trim().min(1).max(200),
  dutch: z.string().trim().max(200),
  startScreen: LayoutScreen,
  // The designer makes them, and the server judges them.
  sizes: z.custom<LayoutSize[]>(Array.isArray),
});

export function NewLayoutPage() {
  const text = useText(layoutTexts);
  return (
    <InEntity title={text("title")} permission="organisation.manage">
      {(entity) => <Fields key={entity.code} legalEntity={entity.code} layout={undefined} />}
    </InEntity>
  );
}

export function LayoutPage() {
  const text = useText(layoutTexts);
  const { code } = useParams({ from: "/signed-in/screen-layouts/of/$code" });
  return (
    <InEntity title={text("title")} permission="organisation.manage">
      {(entity) => <One key={`${entity.code} ${code}`} legalEntity={entity.code} code={code} />}
    </InEntity>
  );
}

function One(params: { legalEntity: string; code: string }) {
  return <Loaded query={useQuery(layoutQueries.oneQuery(params))}>{(layout) => <Fields legalEntity={params.legalEntity} layout={layout} />}</Loaded>;
}

function Fields({ legalEntity, layout }: { legalEntity: string; layout: StoredLayout | undefined }) {
  const text = useText(layoutTexts);
  const { nameOf } = useNames();
  const tell = useDesignWords();
  const params = { legalEntity, code: layout?.code ?? "" };
  const labels = { code: text("code"), name: text("name"), dutch: text("dutch"), startScreen: text("startScreen"), sizes: text("design") };
  return (
    <div className="hq-layout">
      <RecordPage
        newTitle={text("new")}
        list={{ to: "/screen-layouts", title: text("title") }}
        schema={Form}
        labels={labels}
        told={(name, value) => {
          if (name === "sizes") return tell(value as LayoutSize[]);
          return name === "startScreen" ? text(`screen.${value as LayoutScreen}`) : undefined;
        }}
        stored={layout}
        titleOf={nameOf}
        blank={{ code: "", name: "", dutch: "", startScreen: "welcome", sizes: [...STANDARD_SIZES] }}
        valuesOf={valuesOf}
        put={({ code, name, dutch, startScreen, sizes }, version) =>
          ask(putScreenLayout, {
            params: { legalEntity, code },
            query: { version },
            body: { name: { en: name, nl: dutch === "" ? null : dutch }, startScreen, sizes },
          })
        }
        newest={() => ask(getScreenLayout, { params })}
        remove={(version) => ask(deleteScreenLayout, { params, query: { version } })}
        queryKey={layoutQueries.key}
      >
        {(form) => (
          <>
            <div className="hq-layout-names">
              <CodeField isNew={layout === undefined} label={labels.code} hint={text("codeHint")} {...form.field("code")} />
              <TextField label={labels.name} autoComplete="off" {...form.field("name")} />
              <TextField label={labels.dutch} autoComplete="off" {...form.field("dutch")} />
              <Select
                label={labels.startScreen}
                hint={form.value("startScreen") === "transaction" ? text("startHint") : undefined}
                {...form.field("startScreen")}
                options={LayoutScreen.options.map((screen) => ({ value: screen, label: text(`screen.${screen}`) }))}
              />
            </div>
            <LayoutDesigner
              legalEntity={legalEntity}
              code={form.value("code")}
              layout={{ name: { en: form.value("name"), nl: form.value("dutch") || null }, startScreen: form.value("startScreen"), sizes: form.value("sizes") }}
              onSizes={(sizes) => form.set("sizes", sizes)}
            />
          </>
        )}
      </RecordPage>
    </div>
  );
}

/** A design in words, for two versions side by side: its sizes, each with how many buttons it has. */
function useDesignWords() {
  const text = useText(layoutTexts);
  const { number } = useFormats();
  const { short } = useSizeWords();
  return (sizes: readonly LayoutSize[]) =>
    sizes
      .map((size) => {
        const count = size.grids.reduce((sum, { buttons }) => sum + buttons.length, 0);
        return `${short(size)}: ${text("told", { count, shown: number(count) })}`;
      })
      .join("; ");
}

function valuesOf({ code, name, startScreen, sizes }: StoredLayout) {
  return { code: code as string, name: name.en, dutch: name.nl ?? "", startScreen, sizes };
}

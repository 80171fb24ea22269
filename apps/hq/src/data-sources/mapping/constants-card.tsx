import { useText } from "@rapport/app-shell";
import type { FileMapping } from "@rapport/contract/data-sources";
import { Button, Card, IconButton, TextField } from "@rapport/ui";
import { TargetField } from "./target-field.tsx";
import type { Drafting } from "./drafting.ts";
import { mappingTexts } from "./texts.ts";

const MOST = 50;

/** Columns that the file lacks, with one value for every row. */
export function ConstantsCard({ mapping: { constants }, onChange }: Pick<Drafting, "mapping" | "onChange">) {
  const text = useText(mappingTexts);
  const change = (at: number, part: Partial<FileMapping["constants"][number]>) =>
    onChange({ constants: constants.map((one, index) => (index === at ? { ...one, ...part } : one)) });
  return (
    <Card
      title={text("constants")}
      actions={
        constants.length < MOST && (
          <Button icon="plus" onClick={() => onChange({ constants: [...constants, { to: "Evar 1", value: "" }] })}>
            {text("addConstant")}
          </Button>
        )
      }
    >
      {constants.map(({ to, value }, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- two may be alike while they are written
        <div key={at} className="hq-mapping-constant">
          <TargetField label={text("constantTo")} value={to} onValue={(header) => change(at, { to: header ?? to })} />
          <TextField
            label={text("constantValue")}
            hideLabel
            placeholder={text("constantValue")}
            maxLength={255}
            value={value}
            onChange={(event) => change(at, { value: event.target.value })}
          />
          <IconButton
            label={text("removeConstant", { column: to })}
            icon="close"
            onClick={() => onChange({ constants: constants.filter((_, index) => index !== at) })}
          />
        </div>
      ))}
    </Card>
  );
}

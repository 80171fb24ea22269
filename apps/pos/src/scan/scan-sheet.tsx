import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { Reply } from "@rapport/contract";
import { findByCode } from "@rapport/contract/customers";
import { Avatar, Button, EmptyState, ErrorText, Sheet, TextField, useFormats } from "@rapport/ui";
import { ask, describeError, usePreferences, useText } from "@rapport/app-shell";
import { type FormEvent, useRef, useState } from "react";
import "./scan.css";
import { scanTexts } from "./texts.ts";
import { useCamera } from "./use-camera.ts";
import { useHandScanner } from "./use-hand-scanner.ts";
import type { CameraState } from "./watch-camera.ts";

/** Finds who has the code of a card: by the camera, by a scanner, or typed (CS16). One client opens at once. */
export function ScanSheet({ onClose }: { onClose: () => void }) {
  const text = useText(scanTexts);
  const { appearance } = usePreferences();
  const navigate = useNavigate();
  const find = useMutation({
    mutationFn: (code: string) => ask(findByCode, { body: { code } }),
    onSuccess: ({ customers: [first, ...others] }) => {
      if (first !== undefined && others.length === 0) void navigate({ to: "/customers/$customerId", params: { customerId: first.customerId } });
    },
  });
  // Goes up with each scan that somebody begins. Nothing else begins one: a card that stays before the camera would ask again and again.
  const [scan, setScan] = useState({ n: 0, isOn: true, isTooLong: false });
  const isLooking = useRef(false);
  // The second tap of two comes before the first is known to be under way.
  const look = (code: string) => {
    if (isLooking.current) return;
    const isTooLong = code.length > MOST_SIGNS;
    setScan(({ n }) => ({ n, isOn: false, isTooLong }));
    if (isTooLong) return find.reset();
    isLooking.current = true;
    find.mutate(code, { onSettled: () => (isLooking.current = false) });
  };
  const again = () => {
    find.reset();
    setScan(({ n }) => ({ n: n + 1, isOn: true, isTooLong: false }));
  };
  useHandScanner(look);
  const answer = find.data;
  const fault = find.error === null ? null : describeError(find.error, appearance.language).text;
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={text("title")}
      description={text("lead")}
      footer={<Button onClick={onClose}>{text("close")}</Button>}
    >
      <div className="scan">
        {scan.isOn && <Camera key={scan.n} onCode={look} onAgain={again} />}
        <output aria-live="polite">{answer !== undefined && <Answer answer={answer} code={find.variables} onAgain={again} />}</output>
        <ErrorText>{scan.isTooLong ? text("tooLong", { most: MOST_SIGNS }) : (fault ?? undefined)}</ErrorText>
        {(scan.isTooLong || fault !== null) && <Button onClick={again}>{text("again")}</Button>}
        <Typed busy={find.isPending} onCode={look} />
      </div>
    </Sheet>
  );
}

/** The longest code that anybody can have. */
const MOST_SIGNS = 100;

/** What may be otherwise when it is tried again. */
const MAY_CHANGE: readonly CameraState[] = ["refused", "busy", "stopped"];

function Camera({ onCode, onAgain }: { onCode: (code: string) => void; onAgain: () => void }) {
  const text = useText(scanTexts);
  const { video, state } = useCamera(onCode);
  const hasPicture = state === "on" || state === "starting";
  return (
    <figure className="scan-camera" data-state={state}>
      <video ref={video} muted playsInline aria-label={text("video")} hidden={!hasPicture} />
      <figcaption role={hasPicture ? "status" : "alert"}>{text(state)}</figcaption>
      {MAY_CHANGE.includes(state) && <Button onClick={onAgain}>{text("again")}</Button>}
    </figure>
  );
}

function Typed({ busy, onCode }: { busy: boolean; onCode: (code: string) => void }) {
  const text = useText(scanTexts);
  const [code, setCode] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== "") onCode(code.trim());
  };
  return (
    <form className="scan-typed" onSubmit={submit}>
      <TextField
        label={text("code")}
        hint={text("codeHint")}
        value={code}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => setCode(target.value)}
      />
      <Button type="submit" variant="primary" busy={busy}>
        {text("find")}
      </Button>
    </form>
  );
}

function Answer({ answer: { customers, more }, code, onAgain }: { answer: Reply<typeof findByCode>; code: string; onAgain: () => void }) {
  const text = useText(scanTexts);
  const formats = useFormats();
  if (customers.length === 0) {
    return (
      <EmptyState icon="search" title={text("nobody", { code })} text={text("nobodyText")}>
        <Button onClick={onAgain}>{text("again")}</Button>
      </EmptyState>
    );
  }
  if (customers.length === 1) return null;
  return (
    <>
      <p>{text(more ? "more" : "several", { shown: formats.number(customers.length), code })}</p>
      <ul className="scan-found">
        {customers.map(({ customerId, name, initials, city, accountNumber }) => (
          <li key={customerId}>
            <Avatar size="small" name={name} initials={initials} />
            <span>
              <Link to="/customers/$customerId" params={{ customerId }}>
                {name}
              </Link>
              <span className="r-small r-muted">{[city, text("account", { number: accountNumber })].filter((part) => part !== "").join(" · ")}</span>
            </span>
          </li>
        ))}
      </ul>
      {more && <p className="r-muted">{text("first", { shown: formats.number(customers.length) })}</p>}
      <Button onClick={onAgain}>{text("again")}</Button>
    </>
  );
}

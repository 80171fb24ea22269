import { ask, describeError, usePreferences, useText } from "@rapport/app-shell";
import { deactivateRegister, getRegisterActivation, makeRegisterCode } from "@rapport/contract/sessions";
import { Button, ConfirmDialog, Loaded, useFormats, useToast } from "@rapport/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ShownOnce } from "../account/shown-once.tsx";
import { registerTexts } from "./texts.ts";

/** Which device the register is, and how another becomes it (SI10, SI11). */
export function RegisterActivation({ params }: { params: { legalEntity: string; register: string } }) {
  const text = useText(registerTexts);
  const formats = useFormats();
  const toast = useToast();
  const { appearance } = usePreferences();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const queryKey = ["register-activation", params.legalEntity, params.register];
  const activation = useQuery({ queryKey, queryFn: () => ask(getRegisterActivation, { params }), staleTime: 0 });
  const refresh = () => queryClient.invalidateQueries({ queryKey });
  const onError = (error: unknown) => toast.warn(describeError(error, appearance.language).text);
  const make = useMutation({ mutationFn: () => ask(makeRegisterCode, { params }), onSuccess: refresh, onError });
  const end = useMutation({
    mutationFn: () => ask(deactivateRegister, { params }),
    onMutate: () => activation.data?.state,
    async onSuccess(_, __, before) {
      setAsking(false);
      toast.say(text(before === "activated" ? "deactivated" : "codeWithdrawn"));
      await refresh();
    },
    onError,
  });
  return (
    <fieldset className="r-check-group">
      <legend className="r-label">{text("device")}</legend>
      <Loaded query={activation}>
        {({ state, activatedAt, lastSeenAt, codeExpiresAt }) => (
          <>
            <p>{text(`state.${state}`, { at: activatedAt === null ? "" : formats.dateTime(activatedAt) })}</p>
            {lastSeenAt !== null && <p className="r-hint">{text("lastSeen", { at: formats.dateTime(lastSeenAt) })}</p>}
            {codeExpiresAt !== null && <p className="r-hint">{text("codeWaits", { at: formats.dateTime(codeExpiresAt) })}</p>}
            <div className="r-row">
              <Button busy={make.isPending} onClick={() => make.mutate()}>
                {text("makeCode")}
              </Button>
              {state === "activated" && (
                <Button variant="danger" onClick={() => setAsking(true)}>
                  {text("deactivate")}
                </Button>
              )}
              {state !== "activated" && codeExpiresAt !== null && (
                <Button busy={end.isPending} onClick={() => end.mutate()}>
                  {text("withdrawCode")}
                </Button>
              )}
            </div>
          </>
        )}
      </Loaded>
      {make.data !== undefined && (
        <ShownOnce
          title={text("codeTitle", { register: params.register })}
          text={text("codeText", { at: formats.dateTime(make.data.expiresAt) })}
          label={text("code")}
          secret={make.data.code}
          onClose={() => make.reset()}
        />
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={text("deactivateTitle", { register: params.register })}
        text={text("deactivateText")}
        confirmLabel={text("deactivate")}
        cancelLabel={text("stay")}
        tone="danger"
        busy={end.isPending}
        onConfirm={() => end.mutate()}
      />
    </fieldset>
  );
}

import { ask, askWithFile, describeError, usePreferences, useText } from "@rapport/app-shell";
import { pathOf } from "@rapport/contract";
import { type CustomerProfile, deleteCustomerPhoto, getCustomerPhoto, putCustomerPhoto } from "@rapport/contract/customers";
import { Avatar, Button, Card, useToast } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { CUSTOMERS_KEY, type OneCustomer } from "./queries.ts";
import { customerTexts } from "./texts.ts";

/** The photo of a customer, or their initials, and how to change it (HC8). */
export function PhotoCard({ params, profile: { name, initials, photo } }: { params: OneCustomer; profile: CustomerProfile }) {
  const text = useText(customerTexts);
  const { language } = usePreferences().appearance;
  const toast = useToast();
  const queryClient = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const after = {
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [CUSTOMERS_KEY] }),
    onError: (error: unknown) => toast.warn(describeError(error, language).text),
    // The same file can be chosen again.
    onSettled: () => {
      if (input.current !== null) input.current.value = "";
    },
  };
  const put = useMutation({ mutationFn: (file: File) => askWithFile(putCustomerPhoto, { params }, file), ...after });
  const remove = useMutation({ mutationFn: () => ask(deleteCustomerPhoto, { params }), ...after });
  const image = photo === null ? undefined : `${pathOf(getCustomerPhoto, { params })}?v=${photo}`;
  return (
    <Card title={text("photo")}>
      <div className="hq-photo">
        <Avatar size="large" name={name} initials={initials} image={image} />
        <div>
          <div className="r-row">
            <Button busy={put.isPending} onClick={() => input.current?.click()}>
              {text(photo === null ? "photoAdd" : "photoReplace")}
            </Button>
            {photo !== null && (
              <Button variant="quiet" busy={remove.isPending} onClick={() => remove.mutate()}>
                {text("photoRemove")}
              </Button>
            )}
          </div>
          <p className="r-hint">{text("photoHint")}</p>
        </div>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        accept="image/jpeg,image/png,image/webp"
        aria-label={text("photo")}
        onChange={({ target }) => target.files?.[0] !== undefined && put.mutate(target.files[0])}
      />
    </Card>
  );
}

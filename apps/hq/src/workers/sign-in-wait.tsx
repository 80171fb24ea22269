import { ask, describeError, usePreferences, useText } from "@rapport/app-shell";
import { endSignInWait, getSignInWait } from "@rapport/contract/organisation";
import { Banner, Button, useFormats, useToast } from "@rapport/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { workerTexts } from "./texts.ts";

const LOOK_AGAIN_MS = 10_000;

/** Shown while wrong passwords make the worker wait: headquarters can let them try again at once (SI9). */
export function SignInWait({ params }: { params: { legalEntity: string; operatorId: string } }) {
  const text = useText(workerTexts);
  const formats = useFormats();
  const toast = useToast();
  const { appearance } = usePreferences();
  const queryClient = useQueryClient();
  const queryKey = ["sign-in-wait", params.legalEntity, params.operatorId];
  const { data } = useQuery({ queryKey, queryFn: () => ask(getSignInWait, { params }), staleTime: 0, refetchInterval: LOOK_AGAIN_MS });
  const end = useMutation({
    mutationFn: () => ask(endSignInWait, { params }),
    async onSuccess() {
      toast.say(text("waitEnded"));
      await queryClient.invalidateQueries({ queryKey });
    },
    onError: (error) => toast.warn(describeError(error, appearance.language).text),
  });
  if (data === undefined || data.seconds === 0) return null;
  const minutes = Math.ceil(data.seconds / 60);
  return (
    <Banner tone="warn">
      <div className="r-stack">
        <p>{text("waiting", { count: minutes, shown: formats.number(minutes) })}</p>
        <div>
          <Button busy={end.isPending} onClick={() => end.mutate()}>
            {text("endWait")}
          </Button>
        </div>
      </div>
    </Banner>
  );
}

import { Button, Divider } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Refused } from "../comingIn/ComingInFrame";
import { signInByPasskey, wasLeft } from "./ceremonies";
import { passkeySupport } from "./support";

/** One press instead of a password. Where the browser can, passkeys are offered in the address field, too. */
export function PasskeySignIn({ onDone }: { onDone: () => Promise<void> }) {
  const asked = useRef<AbortController | null>(null);
  // A browser answers one question at a time: a new one takes the place of the old.
  const ask = (silent: boolean) => {
    asked.current?.abort();
    asked.current = new AbortController();
    return signInByPasskey(asked.current.signal, silent);
  };
  const signingIn = useMutation({ mutationFn: ask, onSuccess: onDone });
  const { mutate } = signingIn;
  const isReady = passkeySupport() === "ready";

  useEffect(() => {
    if (!isReady) return;
    let isHere = true;
    void PublicKeyCredential.isConditionalMediationAvailable?.().then((can) => {
      if (can && isHere) mutate(true);
    });
    return () => {
      isHere = false;
      asked.current?.abort();
    };
  }, [isReady, mutate]);

  if (!isReady) return null;
  return (
    <>
      <Divider label="or" />
      <Button
        variant="default"
        loading={signingIn.isPending && signingIn.variables === false}
        onClick={() => mutate(false)}
      >
        Sign in with a passkey
      </Button>
      <Refused error={wasLeft(signingIn.error) ? null : signingIn.error} />
    </>
  );
}

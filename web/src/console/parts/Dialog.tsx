import { Modal } from "@mantine/core";
import { useEffect, useState, type ReactNode } from "react";

/** A question or a form above the page. When it closes, the keyboard is back where it was. */
export function Dialog({
  title,
  onClose,
  sticky = false,
  children,
}: {
  title: string;
  onClose: () => void;
  /** Only its own buttons close it: what it shows is not shown twice. */
  sticky?: boolean;
  children: ReactNode;
}) {
  useFocusBack();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      centered
      size="lg"
      closeOnClickOutside={!sticky}
      closeButtonProps={{ "aria-label": "Close", size: 48 }}
      styles={{ title: { fontWeight: 650, fontSize: 20, lineHeight: 1.3 } }}
    >
      {children}
    </Modal>
  );
}

// The library gives the focus back when a dialog is closed, and not when it is taken off the page, as ours are.
function useFocusBack() {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
    [before],
  );
}

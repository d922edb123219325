import { Modal } from "@mantine/core";
import type { ReactNode } from "react";

/** A question or a form above the page. */
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
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      centered
      size="lg"
      closeOnClickOutside={!sticky}
      closeButtonProps={{ "aria-label": "Close", size: 48 }}
      styles={{ title: { fontWeight: 650, fontSize: 20 } }}
    >
      {children}
    </Modal>
  );
}

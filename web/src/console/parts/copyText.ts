/** Puts text on the clipboard, also on plain HTTP, where browsers keep the clipboard of the page's own to themselves. */
export async function copyText(text: string): Promise<boolean> {
  if (window.isSecureContext) {
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
  }
  const holder = document.createElement("textarea");
  holder.value = text;
  holder.style.position = "fixed";
  holder.style.opacity = "0";
  // Inside the open dialog, else its focus trap takes the selection away again.
  const place = document.activeElement?.parentElement ?? document.body;
  place.append(holder);
  holder.select();
  const copied = document.execCommand("copy");
  holder.remove();
  return copied;
}

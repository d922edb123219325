import {
  Anchor,
  Button,
  NavLink,
  type AnchorProps,
  type ButtonProps,
  type NavLinkProps,
} from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import { forwardRef } from "react";

/** The component library's looks on the router's links: addresses are checked by the compiler. */
export const TextLink = createLink(
  forwardRef<HTMLAnchorElement, AnchorProps>((props, ref) => <Anchor inherit ref={ref} {...props} />),
);

export const ButtonLink = createLink(
  forwardRef<HTMLAnchorElement, ButtonProps>((props, ref) => <Button component="a" ref={ref} {...props} />),
);

export const MenuLink = createLink(
  forwardRef<HTMLAnchorElement, NavLinkProps>((props, ref) => <NavLink component="a" ref={ref} {...props} />),
);

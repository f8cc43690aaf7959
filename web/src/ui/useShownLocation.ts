import { useRouterState } from '@tanstack/react-router'

/**
 * The address of the page on screen. While the next page loads, `useLocation` already says where that is: a list would
 * ask with its search and lose its place.
 */
export const useShownLocation = () =>
  useRouterState({
    select: ({ location, resolvedLocation, matches }) =>
      matches.at(-1)?.pathname === location.pathname ? location : (resolvedLocation ?? location),
  })

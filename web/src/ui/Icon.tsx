import type { ReactElement } from 'react'

/** Every symbol of the mock-ups, on a 16 grid; the stroke comes from `.ic`. */
const shapes = {
  arrow: <><path d="M2.5 8h11M9.5 4l4 4-4 4" /></>,
  ban: <><circle cx="8" cy="8" r="5.7" /><path d="M4 4l8 8" /></>,
  bell: <><path d="M3.5 11.5h9c-1-.9-1.3-2-1.3-4.5a3.2 3.2 0 0 0-6.4 0c0 2.5-.3 3.6-1.3 4.5zM6.7 13.5h2.6" /></>,
  board: <><rect x="2.5" y="3" width="3" height="10" rx=".8" /><rect x="6.5" y="3" width="3" height="6.5" rx=".8" /><rect x="10.5" y="3" width="3" height="8.5" rx=".8" /></>,
  book: <><path d="M3 2.8h7.5A2 2 0 0 1 12.5 4.8v8.7H5a2 2 0 0 1-2-2zM3 11.5a2 2 0 0 1 2-2h7.5" /></>,
  build: <><path d="M3 14V5l5-2.5V14M8 6.5l5 1.5v6M1.5 14h13M5.3 7.5h.01M5.3 10.5h.01M10.5 10.5h.01" /></>,
  car: <><path d="M2 11.5V8.6l1.4-3.4c.3-.7.8-1 1.5-1h6.2c.7 0 1.2.3 1.5 1L14 8.6v2.9M2 8.6h12M2 11.5h12M3.2 11.5v1.4M12.8 11.5v1.4M4.8 10h.01M11.2 10h.01" /></>,
  case: <><path d="M3 3.5h10v9H3zM5.5 6.5h5M5.5 9.5h3" /></>,
  chat: <><path d="M2.5 3h11v8H7l-3 2.5V11H2.5z" /></>,
  check: <><path d="M3 8.5l3.2 3.2L13 4.8" /></>,
  clock: <><circle cx="8" cy="8" r="5.7" /><path d="M8 4.8V8l2.2 1.5" /></>,
  coffee: <><path d="M3 6h8v4.5a2.5 2.5 0 0 1-2.5 2.5h-3A2.5 2.5 0 0 1 3 10.5zM11 7h1.3a1.5 1.5 0 0 1 0 3H11M5.5 2.3v1.5M8.5 2.3v1.5" /></>,
  cols: <><rect x="2.5" y="3" width="11" height="10" rx="1.2" /><path d="M6.2 3v10M9.8 3v10" /></>,
  copy: <><rect x="5.5" y="5.5" width="8" height="8" rx="1.2" /><path d="M10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2" /></>,
  count: <><path d="M3 13.5V8M6.3 13.5v-9M9.7 13.5V6.5M13 13.5V3" /></>,
  doc: <><path d="M4 2h5.5L12.5 5v9H4zM9.5 2v3h3M6 8.5h4.5M6 11h3" /></>,
  door: <><path d="M3.5 14V2.5h7V14M2 14h12M8.3 8.2h.01M10.5 4h2v10" /></>,
  down: <><path d="M4.5 6.3L8 9.8l3.5-3.5" /></>,
  edit: <><path d="M3 13l.6-2.8L10.8 3l2.2 2.2-7.2 7.2z" /></>,
  exit: <><path d="M9.500 2.500h-6v11h6M6.500 8h7.500M11 5l3 3-3 3" /></>,
  export: <><path d="M8 9.5V2.5M5 5.2l3-2.7 3 2.7M2.5 9.5v3a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1v-3" /></>,
  eye: <><path d="M1.5 8S4 3.7 8 3.7 14.5 8 14.5 8 12 12.3 8 12.3 1.5 8 1.5 8z" /><circle cx="8" cy="8" r="1.9" /></>,
  filter: <><path d="M2 3.5h12M4.3 8h7.4M6.5 12.5h3" /></>,
  flag: <><path d="M3.5 14V2.5h8.7L10.5 5.5l1.7 3H3.5" /></>,
  fork: <><path d="M3 13V3M3 8h4.5c2 0 2.5-1 3.5-2.5L13 3M13 3h-3M13 3v3M7.5 8c2 0 2.5 1 3.5 2.5L13 13M13 13h-3M13 13v-3" /></>,
  gear: <><circle cx="8" cy="8" r="2.2" /><path d="M8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6L5 5M11 11l1.4 1.4M3.6 12.4L5 11M11 5l1.4-1.4" /></>,
  gift: <><rect x="2.5" y="6" width="11" height="2.5" /><path d="M3.5 8.5v5h9v-5M8 6v7.5M8 6C6 6 5 5.2 5 4.2S6.5 2.8 8 6c1.5-3.2 3-2.8 3-1.8S10 6 8 6z" /></>,
  hang: <><path d="M1.8 9.9c3.4-3.4 9-3.4 12.4 0l-1.7 1.7-2.4-1.3V8.2a7 7 0 0 0-4.2 0v2.1l-2.4 1.3z" /></>,
  id: <><rect x="2" y="3.5" width="12" height="9" rx="1.2" /><circle cx="5.5" cy="7.3" r="1.3" /><path d="M3.7 10.6c.3-1 1-1.4 1.8-1.4s1.5.4 1.8 1.4M9.5 6.8h2.5M9.5 9.3h2.5" /></>,
  import: <><path d="M8 2.5v7M5 7l3 2.7L11 7M2.5 9.5v3a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1v-3" /></>,
  info: <><circle cx="8" cy="8" r="5.7" /><path d="M8 7.300v3.500M8 5.200h.01" /></>,
  jobs: <><path d="M8 2v2.5M8 11.5V14M2 8h2.5M11.5 8H14M3.8 3.8l1.7 1.7M10.5 10.5l1.7 1.7M3.8 12.2l1.7-1.7M10.5 5.5l1.7-1.7" /></>,
  key: <><circle cx="5" cy="11" r="2.6" /><path d="M6.9 9.1L13.5 2.5M11 5l2 2M9 7l1.4 1.4" /></>,
  lead: <><path d="M2.5 4h11M2.5 8h7.5M2.5 12h4.5M11 12l1.2 1.2L14.5 11" /></>,
  left: <><path d="M9.7 4.5L6.2 8l3.5 3.5" /></>,
  link: <><path d="M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.2-2.2a2.6 2.6 0 0 0-3.7-3.7l-1 1M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.3 9a2.6 2.6 0 0 0 3.7 3.7l1-1" /></>,
  lock: <><rect x="3.5" y="7" width="9" height="6.5" rx="1.2" /><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2" /></>,
  loop: <><path d="M13.3 6.5A5.6 5.6 0 0 0 3 5.6M2.7 9.5A5.6 5.6 0 0 0 13 10.4M3 2.5v3.1h3.1M13 13.5v-3.1H9.9" /></>,
  mail: <><rect x="2" y="3.5" width="12" height="9" rx="1.2" /><path d="M2.3 4.5L8 8.8l5.7-4.3" /></>,
  map: <><path d="M2.5 4l3.6-1.5 3.8 1.5 3.6-1.5V12L9.9 13.5 6.1 12 2.5 13.5zM6.1 2.5V12M9.9 4v9.5" /></>,
  mega: <><path d="M2.5 6.5v3h2l6.5 3.5V3L4.5 6.5zM13 6.5v3M5.5 9.8l.8 3.2" /></>,
  merge: <><path d="M3 3.5l5 4.5v5.5M13 3.5L8 8" /></>,
  mic: <><rect x="6" y="2" width="4" height="7" rx="2" /><path d="M3.5 7.5a4.5 4.5 0 0 0 9 0M8 12v2" /></>,
  moon: <><path d="M13 9.8A5.5 5.5 0 0 1 6.2 3a5.5 5.5 0 1 0 6.8 6.8z" /></>,
  more: <><path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2.2" /></>,
  pad: <><path d="M4 4h.01M8 4h.01M12 4h.01M4 8h.01M8 8h.01M12 8h.01M4 12h.01M8 12h.01M12 12h.01" strokeWidth="2" /></>,
  pause: <><path d="M5.5 3.5v9M10.5 3.5v9" /></>,
  phone: <><path d="M3.3 2.5h2.3l1.2 3-1.6 1.2a7.5 7.5 0 0 0 4.1 4.1l1.2-1.6 3 1.2v2.3a1 1 0 0 1-1.1 1A10.3 10.3 0 0 1 2.3 3.6a1 1 0 0 1 1-1.1z" /></>,
  plus: <><path d="M8 3v10M3 8h10" /></>,
  pool: <><path d="M1.8 6c1-.9 2.1-.9 3.1 0s2.1.9 3.1 0 2.1-.9 3.1 0 2.1.9 3.1 0M1.8 10.5c1-.9 2.1-.9 3.1 0s2.1.9 3.1 0 2.1-.9 3.1 0 2.1.9 3.1 0" /></>,
  right: <><path d="M6.3 4.5L9.8 8l-3.5 3.5" /></>,
  rows: <><path d="M2.5 4h11M2.5 8h11M2.5 12h11" /></>,
  search: <><circle cx="7" cy="7" r="4.2" /><path d="M10.2 10.2l3.3 3.3" /></>,
  shield: <><path d="M8 1.8l5 1.8v4c0 3.2-2 5.4-5 6.6-3-1.2-5-3.4-5-6.6v-4z" /><path d="M5.8 8l1.6 1.6 2.9-3" /></>,
  shut: <><path d="M2 2l12 12M6.4 4c.5-.2 1-.3 1.6-.3 4 0 6.5 4.3 6.5 4.3s-.8 1.4-2.2 2.6M9.8 12c-.6.2-1.1.3-1.8.3C4 12.300 1.500 8 1.500 8s.9-1.600 2.500-2.900" /></>,
  star: <><path d="M8 2.2l1.7 3.7 4 .4-3 2.7.9 4L8 10.9 4.4 13l.9-4-3-2.7 4-.4z" /></>,
  sun: <><circle cx="8" cy="8" r="3" /><path d="M8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M12.6 3.4l-.7.7M4.1 11.9l-.7.7" /></>,
  swap: <><path d="M2.5 5.5h10M10 3l2.5 2.5L10 8M13.5 10.5h-10M6 8l-2.5 2.5L6 13" /></>,
  today: <><rect x="2.5" y="3" width="11" height="10.5" rx="1.5" /><path d="M2.5 6.5h11M5.5 1.5V4M10.5 1.5V4M8 9.8h.01" /></>,
  tool: <><path d="M9.5 6.5L3 13M13.3 4.3a3.3 3.3 0 0 1-4.5 3.8l-.9-.9a3.3 3.3 0 0 1 3.8-4.5L9.9 4.5l.4 1.2 1.2.4z" /></>,
  trash: <><path d="M3 4.5h10M6.3 4.5v-2h3.4v2M4.3 4.5l.6 9h6.2l.6-9M6.8 7v4M9.2 7v4" /></>,
  undo: <><path d="M3 6h6.5a3.5 3.5 0 0 1 0 7H6M5.5 3.5L3 6l2.5 2.5" /></>,
  up: <><path d="M4.5 9.7L8 6.2l3.5 3.5" /></>,
  user: <><circle cx="8" cy="5.2" r="2.7" /><path d="M2.8 13.8c.5-2.7 2.5-4.2 5.2-4.2s4.7 1.5 5.2 4.2" /></>,
  users: <><circle cx="6" cy="5.4" r="2.4" /><path d="M1.5 13.3c.4-2.4 2.1-3.8 4.5-3.8s4.1 1.4 4.5 3.8M10.6 3.2a2.3 2.3 0 0 1 0 4.4M12.3 9.9c1.3.5 2 1.7 2.2 3.3" /></>,
  warn: <><path d="M8 2.3l6.2 11.2H1.8zM8 6.5v3.3M8 11.7h.01" /></>,
  web: <><circle cx="8" cy="8" r="5.7" /><path d="M2.3 8h11.4M8 2.3c-3.4 3.6-3.4 7.8 0 11.4 3.4-3.6 3.4-7.8 0-11.4z" /></>,
  wheel: <><circle cx="8" cy="8" r="5.8" /><circle cx="8" cy="8" r="1.6" /><path d="M2.3 7.2l4.2.3M13.7 7.2l-4.2.3M8 9.6v4.2" /></>,
  x: <><path d="M4 4l8 8M12 4l-8 8" /></>,
} satisfies Record<string, ReactElement>

export type IconName = keyof typeof shapes
export const iconNames = Object.keys(shapes) as IconName[]

type Props = { name: IconName; small?: boolean; label?: string }

/** Decoration unless it has a `label`. */
export const Icon = ({ name, small = false, label }: Props) => (
  <svg className={small ? 'ic s' : 'ic'} viewBox="0 0 16 16" {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}>
    {shapes[name]}
  </svg>
)

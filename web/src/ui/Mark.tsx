/** The ring road: asphalt, lane dashes, and the signalled quarter. */
export const Mark = ({ size = 22, on = 'var(--bg)' }: { size?: number; on?: string }) => (
  <svg className="mark" style={{ width: size, height: size }} viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="12" cy="12" r="8.2" fill="none" stroke="var(--ink)" strokeWidth="5" />
    <circle
      cx="12"
      cy="12"
      r="8.2"
      fill="none"
      stroke={on}
      strokeWidth="1.1"
      strokeDasharray="3.4 3.04"
      transform="rotate(-24 12 12)"
    />
    <path d="M12 3.8a8.2 8.2 0 0 1 8.2 8.2" fill="none" stroke="var(--signal)" strokeWidth="5" />
  </svg>
)

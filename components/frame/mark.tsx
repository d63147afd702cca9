/** The product's own mark: water below the dashed line that it may rise to. */
export const Mark = () => (
  <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
    <path d="M5 8h22" stroke="#8fd3ff" strokeWidth="2.6" strokeLinecap="round" strokeDasharray="3.2 4.2" />
    <path
      d="M4 17c3-3.6 5-3.6 8 0s5 3.6 8 0 5-3.6 8 0"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.8"
      strokeLinecap="round"
    />
    <path
      d="M4 25c3-3.6 5-3.6 8 0s5 3.6 8 0 5-3.6 8 0"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.8"
      strokeLinecap="round"
      opacity=".65"
    />
  </svg>
)

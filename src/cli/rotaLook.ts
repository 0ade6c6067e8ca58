/** Sizes in pixels and colours of the picture of the rotas. */
export const look = {
  family: 'Helvetica, Arial, sans-serif',
  font: 12,
  smallFont: 10,
  ink: '#1b1b1b',
  paleInk: '#5a5a5a',
  paper: '#ffffff',
  gap: '#b3101d',
  outside: '#e3e3e3',
  line: '#b5b5b5',
  paleLine: '#ececec',
  width: 1240,
  /** Left and right of the seven days. */
  left: 100,
  right: 20,
  pixelsPerHour: (1240 - 100 - 20) / 168,
  rowHeight: 40,
  barHeight: 24,
  /** The lower end of a bar, below the middle of its row: the space above it is for a word. */
  barLow: 17,
  legendLine: 22,
} as const;

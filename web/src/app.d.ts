declare module 'virtual:locale/*' {
  const texts: Record<string, string>;
  export default texts;
}

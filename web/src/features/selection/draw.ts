/** What anybody can run to calculate a lot anew, by the rule that the signed list states (`draw_of` in choice.cpp). */
export function drawCommand(seed: string): string {
  const piece = "p=lambda t:len(t).to_bytes(8,'little')+t.encode()";
  const digest = 'h.blake2b(p(a[1])+p(a[2]),digest_size=32).hexdigest()[:16]';
  return `python3 -c "import hashlib as h,sys;a=sys.argv;${piece};print(${digest})" ${seed} REFERENCE`;
}

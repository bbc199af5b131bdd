// right: one number says both which kind it is and how large
function drawValue(random: () => number): number {
  const share = random();
  if (share < 0.1) return share * 150;
  if (share < 0.9) return 15 + ((share - 0.1) / 0.8) * 70;
  return 100 - (1 - share) * 149.99;
}

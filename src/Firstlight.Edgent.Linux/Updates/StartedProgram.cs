namespace Firstlight.Edgent.Linux;

/// <summary>What runs now.</summary>
/// <param name="Version">The version to report: that of the slot, else that of the package.</param>
/// <param name="Build">When the slot's version was built; null for the package's.</param>
/// <param name="IsOnTrial">True: it has to confirm itself, <see cref="BundleSlots.KeepTrialAsync"/>.</param>
/// <param name="Returned">The version that was tried since the last login and came to nothing; null for none.</param>
public sealed record StartedProgram(string Version, string? Build, bool IsOnTrial, string? Returned);

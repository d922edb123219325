using Firstlight.Edgent.Linux;

namespace Firstlight.Edgent.Daemon;

/// <summary>
/// What the program answers to the system, after <c>sysexits.h</c>. Units and scripts depend on the numbers: rows may be added,
/// never changed. The same table is <c>docs/operate/edgentd.md</c> and <c>--help</c>.
/// </summary>
internal static class ExitCodes
{
    /// <summary>Done; the service ended because it was asked to.</summary>
    public const int Ok = 0;

    /// <summary>A fault nobody expected.</summary>
    public const int Fault = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The cloud does not take the short code (EX_DATAERR).</summary>
    public const int CodeRefused = 65;

    /// <summary>The cloud was not reached (EX_NOHOST).</summary>
    public const int CloudNotReached = 68;

    /// <summary>A part of the board, or the running service, is not there (EX_UNAVAILABLE).</summary>
    public const int Unavailable = 69;

    /// <summary>The user may not do this (EX_NOPERM).</summary>
    public const int NotAllowed = 77;

    /// <summary>The configuration has problems (EX_CONFIG).</summary>
    public const int Configuration = 78;

    /// <summary>Every number with its meaning, as <c>--help</c> prints it.</summary>
    public static readonly IReadOnlyList<(int Code, string Meaning)> All =
    [
        (Ok, "done; the service ended because it was asked to"),
        (Fault, "a fault nobody expected"),
        (Usage, "the command line is wrong"),
        (CodeRefused, "claim: the cloud does not take this code"),
        (CloudNotReached, "claim: the device did not come online in time"),
        (Unavailable, "a part of the board, or the running service, is not there"),
        (NotAllowed, "claim: you may not speak to the service"),
        (Configuration, "the configuration has problems; starting again changes nothing"),
        (ServiceExitCodes.RestartAsked, "start me again: a person or the cloud asked for it"),
        (ServiceExitCodes.RestartForFirmware, "start me again: new firmware is in its slot"),
        (ServiceExitCodes.RestartAfterError, "start me again: the device gave up and begins anew"),
    ];
}

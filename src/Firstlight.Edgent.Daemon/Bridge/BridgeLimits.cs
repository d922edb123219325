namespace Firstlight.Edgent.Daemon;

/// <summary>What programs behind the bridge may take of the board.</summary>
internal static class BridgeLimits
{
    /// <summary>Programs at once.</summary>
    public const int ProgramsMax = 16;

    /// <summary>Bytes of one line from a program; the cloud takes values of at most 1024 bytes.</summary>
    public const int LineBytesMax = 4_096;

    /// <summary>Lines that wait for a program that does not read; then the oldest goes, and the program is told how many went.</summary>
    public const int WaitingMax = 128;

    /// <summary>Values in one write, pins in one sync.</summary>
    public const int ItemsMax = 64;

    /// <summary>How long a program that hung up its side may take to read what it was answered.</summary>
    public static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(1);
}

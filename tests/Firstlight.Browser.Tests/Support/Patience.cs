namespace Firstlight.Browser.Tests.Support;

/// <summary>How long things may take. A busy machine is slow, not wrong.</summary>
internal static class Patience
{
    /// <summary>For one condition.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);

    /// <summary>For a device that shows its error, or gives up a router that does not answer, before it opens its access point again.</summary>
    public static readonly TimeSpan Device = TimeSpan.FromSeconds(90);

    /// <summary>For a whole scenario: a hang is a failure, not a wait.</summary>
    public static readonly TimeSpan Scenario = TimeSpan.FromMinutes(4);
}

namespace Firstlight.Edgent.Daemon;

/// <summary>The words of an event.</summary>
internal static class EventText
{
    /// <summary>The longest that the cloud takes, in characters.</summary>
    public const int CharactersMax = 300;
}

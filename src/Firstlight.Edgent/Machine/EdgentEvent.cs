namespace Firstlight.Edgent;

/// <summary>What happens to a device.</summary>
internal abstract record EdgentEvent
{
    /// <summary>Power is on and the store was read.</summary>
    public sealed record Booted(EdgentConfig Config) : EdgentEvent;

    /// <summary>A phone read the board information.</summary>
    public sealed record BoardInfoRead : EdgentEvent;

    /// <summary>So many phones are on the access point.</summary>
    public sealed record StationsChanged(int Count) : EdgentEvent;

    /// <summary>Somebody wants to know whether the device's loop still turns; nothing else comes of it.</summary>
    public sealed record Probed : EdgentEvent;

    /// <summary>Checked settings arrived: from a phone, or typed at the console, which works in every mode and keeps trying.</summary>
    public sealed record Configured(EdgentConfig Settings, bool Save, bool FromConsole) : EdgentEvent;

    /// <summary>A timer ran out.</summary>
    public sealed record TimerFired(TimerKind Kind, int Number) : EdgentEvent;

    /// <summary>An attempt to join ended.</summary>
    /// <param name="Attempt">Which one.</param>
    /// <param name="Result">How.</param>
    /// <param name="SeenInScan">The device's own scans have shown this network since power-up.</param>
    /// <param name="LossesBefore">How often the radio had lost a network before; tells a join that broke at once.</param>
    public sealed record JoinEnded(int Attempt, JoinResult Result, bool SeenInScan, int LossesBefore = 0) : EdgentEvent;

    /// <summary>The joined network is gone.</summary>
    public sealed record NetworkLost : EdgentEvent;

    /// <summary>The cloud gave the token for the short code.</summary>
    public sealed record CodeTraded(int Attempt, string Token) : EdgentEvent
    {
        /// <summary>Without the token.</summary>
        public override string ToString() => $"CodeTraded {{ Attempt = {Attempt} }}";
    }

    /// <summary>The cloud took the login.</summary>
    public sealed record LinkUp(int Attempt) : EdgentEvent;

    /// <summary>A link to the cloud ended, or never came about.</summary>
    public sealed record LinkEnded(int Attempt, LinkEnd End, CloudAddress? Redirected = null) : EdgentEvent;

    /// <summary>The cloud wants other firmware here.</summary>
    public sealed record UpdateOrdered(string Url) : EdgentEvent;

    /// <summary>The download ended.</summary>
    public sealed record UpdateEnded(bool Installed) : EdgentEvent;

    /// <summary>An upload over the access point ended, well or badly.</summary>
    public sealed record UploadEnded : EdgentEvent;

    /// <summary>Somebody asked to forget all settings.</summary>
    public sealed record ResetAsked : EdgentEvent;

    /// <summary>Somebody asked for a restart.</summary>
    public sealed record RestartAsked : EdgentEvent;

    /// <summary>Somebody asked for the access point, keeping the settings.</summary>
    public sealed record SetupAsked : EdgentEvent;

    /// <summary>Settings could not be stored; RAM must not claim what the store does not hold.</summary>
    public sealed record StoreFailed : EdgentEvent;

    /// <summary>The access point could not be opened.</summary>
    public sealed record AccessPointFailed : EdgentEvent;

    /// <summary>The button went down or came up.</summary>
    public sealed record ButtonChanged(bool Down) : EdgentEvent;
}

/// <summary>How a link to the cloud ended.</summary>
internal enum LinkEnd
{
    /// <summary>It was up and broke, or the cloud closed it.</summary>
    Closed,

    /// <summary>Nobody answered in time.</summary>
    Timeout,

    /// <summary>Nobody listens there.</summary>
    Refused,

    /// <summary>The name has no address.</summary>
    Dns,

    /// <summary>The certificate is not trusted or the handshake failed.</summary>
    Tls,

    /// <summary>The cloud says that the token does not exist.</summary>
    InvalidToken,

    /// <summary>The cloud does not take the short code.</summary>
    CodeRefused,

    /// <summary>The short code is for devices of another template.</summary>
    CodeOfOtherTemplate,

    /// <summary>Something between the network and the cloud answered in the cloud's place.</summary>
    SignInPage,

    /// <summary>The cloud refused for now.</summary>
    Busy,

    /// <summary>The cloud named another host.</summary>
    Redirected,
}

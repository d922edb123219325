namespace Firstlight.Edgent.Daemon;

/// <summary>What a program asks for.</summary>
internal abstract record BridgeRequest
{
    /// <summary>Write these values to the cloud.</summary>
    public sealed record Write(IReadOnlyList<PinValue> Values) : BridgeRequest;

    /// <summary>Ask the cloud for the stored values of these pins; none named: of all that are marked for it.</summary>
    public sealed record Sync(byte[] Pins) : BridgeRequest;

    /// <summary>Log an event.</summary>
    public sealed record LogEvent(string Code, string? Text) : BridgeRequest;

    /// <summary>Set a metadata field.</summary>
    public sealed record SetMetadata(string Name, string Value) : BridgeRequest;

    /// <summary>Say the state again.</summary>
    public sealed record State : BridgeRequest;

    /// <summary>Trade a person's short code for the token.</summary>
    public sealed record Claim(string Code) : BridgeRequest
    {
        /// <summary>Without the code.</summary>
        public override string ToString() => "Claim";
    }
}

/// <summary>A pin and what it gets; several parts make one value of several parts.</summary>
internal readonly record struct PinValue(byte Pin, object[] Parts);

/// <summary>Why a line of a program was not done.</summary>
/// <param name="Error">A word for the program.</param>
/// <param name="What">The part of the line that it is about.</param>
/// <param name="Why">A sentence for the person who writes the program.</param>
internal sealed record BridgeFault(string Error, string What, string Why);

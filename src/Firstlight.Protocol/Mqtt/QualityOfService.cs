namespace Firstlight.Protocol.Mqtt;

/// <summary>How surely a message arrives.</summary>
public enum QualityOfService : byte
{
    /// <summary>Sent once, unanswered.</summary>
    AtMostOnce = 0,

    /// <summary>Answered by PUBACK; may come twice.</summary>
    AtLeastOnce = 1,

    /// <summary>Four packets; comes once.</summary>
    ExactlyOnce = 2,
}

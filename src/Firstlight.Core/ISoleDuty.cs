namespace Firstlight.Core;

/// <summary>What one node of several does for all, such as sending webhooks. Not there where there is one node only, which does everything.</summary>
public interface ISoleDuty
{
    /// <summary>
    /// True while it falls to this node. It goes on to another one when this one ends or is gone; for a moment two may believe it, so what is done has to bear that.
    /// </summary>
    bool IsOurs { get; }
}

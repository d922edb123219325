using Firstlight.Edgent;

namespace Firstlight.Workbench;

/// <summary>A status light that remembers what it shows.</summary>
internal sealed class VirtualLight(Action changed) : IStatusLight
{
    private volatile LightPattern _pattern = LightPatterns.Off;

    public LightPattern Pattern => _pattern;

    public void Show(LightPattern pattern)
    {
        _pattern = pattern;
        changed();
    }
}

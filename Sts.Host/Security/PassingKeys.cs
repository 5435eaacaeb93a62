using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Sts.Host.Security;

/// <summary>Keeps data protection's keys in memory. A page lives no longer than the host that serves it, and so do the keys that vouch for it.</summary>
internal sealed class PassingKeys : IXmlRepository
{
    private readonly Lock _gate = new();
    private readonly List<XElement> _keys = [];

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_gate)
            return [.. _keys.Select(key => new XElement(key))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_gate)
            _keys.Add(new XElement(element));
    }
}
